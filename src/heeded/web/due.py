"""How the pages say how much time is left: filters that every template has."""

from django import template

from heeded.words.spoken import deadline, lasting, left

register = template.Library()
register.filter("deadline", deadline)
register.filter("span", lasting)
register.filter("left", left)
