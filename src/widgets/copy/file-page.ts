// The script of a page on a disk, in one piece: the same as of every page, but for where it finds things.
import './file-base.ts'
import '../main.ts'
