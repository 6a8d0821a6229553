#!/bin/sh
# Remove the icons and the add-in of WPS; this folder can be deleted then.
# Python: the one beside this file.
here=$(cd "$(dirname "$0")" && pwd)
menu=${XDG_DATA_HOME:-$HOME/.local/share}/applications
desktop=$(xdg-user-dir DESKTOP 2>/dev/null || echo "$HOME/Desktop")
rm -f "$menu/yuecheng-xl.desktop" "$desktop/yuecheng-xl.desktop"
"$here/python/bin/python3" -m yuecheng_xl wps uninstall
