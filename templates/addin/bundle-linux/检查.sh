#!/bin/sh
# See what is wrong with the add-in of WPS, and whether the page is served.
# Python: the one beside this file.
here=$(cd "$(dirname "$0")" && pwd)
"$here/python/bin/python3" -m yuecheng_xl wps status
