#!/bin/sh
# Finds Chromium, installs Debian's where that is allowed, or says exactly what to install.
command -v chromium >/dev/null 2>&1 && exit 0
run=""
[ "$(id -u)" = 0 ] || run="sudo -n"
if command -v apt-get >/dev/null 2>&1 && { [ -z "$run" ] || sudo -n true 2>/dev/null; }; then
    echo "Installing Debian's chromium for the page tests."
    { $run apt-get update -qq && $run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-dejavu-core; } >/dev/null 2>&1
fi
if ! command -v chromium >/dev/null 2>&1; then
    echo "The page tests need a browser, and it could not be installed here. Please run:  sudo apt-get install chromium fonts-dejavu-core"
    echo "Without it those tests are skipped and say so; in CI they fail."
    [ -z "${CI:-}" ] || exit 1
fi
