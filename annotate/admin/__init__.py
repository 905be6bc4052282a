"""Django's admin, for those who run the installation: everything to be seen, little to be changed.

What people mark and agree on is changed in the program alone, where each step has its rules and its second
pair of eyes. So passages, their parts, reviews and history are read-only here, and nothing of value is deleted.
"""

from django.contrib import admin

from annotate.admin import people, records, register, work

__all__ = ["people", "records", "register", "work"]

admin.site.site_header = admin.site.site_title = "Gainsay"
