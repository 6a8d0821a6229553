"""``python -m yuecheng_xl``: the command line."""

from yuecheng_xl.cli import main

if __name__ == "__main__":
    main()
