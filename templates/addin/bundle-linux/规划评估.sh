#!/bin/sh
# Open the page in the browser; it ends by itself some time after the page is closed.
# Python: the one beside this file.
here=$(cd "$(dirname "$0")" && pwd)
exec "$here/python/bin/python3" -m yuecheng_xl serve "$@"
