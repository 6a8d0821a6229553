#!/bin/sh
# Put an icon into the menu and on the desktop, and the add-in into WPS: all of it the user's own.
# Python: the one beside this file.
here=$(cd "$(dirname "$0")" && pwd)
icon=$here/python/yuecheng-xl.svg
cp "$here"/python/lib/python3.*/site-packages/yuecheng_xl/service/page/icon.svg "$icon"
menu=${XDG_DATA_HOME:-$HOME/.local/share}/applications
desktop=$(xdg-user-dir DESKTOP 2>/dev/null || echo "$HOME/Desktop")
mkdir -p "$menu"
for folder in "$menu" "$desktop"; do
    [ -d "$folder" ] || continue
    cat >"$folder/yuecheng-xl.desktop" <<END
[Desktop Entry]
Type=Application
Name=规划评估
Comment=在浏览器中打开规划评估页面，WPS 里的按钮也由它做各项工作
Exec="$here/规划评估.sh"
Icon=$icon
Terminal=false
Categories=Office;
END
    chmod +x "$folder/yuecheng-xl.desktop"
done
echo "图标“规划评估”已放入开始菜单和桌面。"
"$here/python/bin/python3" -m yuecheng_xl wps install
