"""The addresses of the pages, and what answers when none does."""

from heeded.web.shelf import patterns

urlpatterns = patterns()
handler400 = "heeded.web.errors.bad_request"
handler403 = "heeded.web.errors.forbidden"
handler404 = "heeded.web.errors.not_found"
handler500 = "heeded.web.errors.failed"
