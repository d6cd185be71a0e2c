/** Texts in which parsers of Markdown tend to differ, by what is in them. */
export const corpus: Readonly<Record<string, string>> = {
  empty: '',
  'blank lines only': '\n\n\n',
  'no line break at the end': '# A\n\nb',
  'frontmatter alone': '---\ntitle: A\n---\n',
  'frontmatter and text': '---\ntitle: A\n---\n\n# B\n\ntext\n\n---\n\n***\n',
  'Windows line ends': '# A\r\n\r\n- b\r\n-   c\r\n\r\n| d | e |\r\n|---|---|\r\n| f |g|\r\n\r\n> h\r\ni\r\n',
  headings: 'A\n===\n\n## B ##\n\n#  C\n\n### D   ###\n\n#### E\n\n# F.\n\n# F.\n\nG *h*\n---\n\n#\n\n##   \n',
  'bullets of all kinds': '- a\n- b\n\n* c\n\n  * d\n\n    e\n\n+ f\n   - g\n\n -   h\n\n      i\n',
  'numbers of all kinds':
    '1. a\n2. b\n2. c\n\ntext\n\n1) d\n1) e\n\n   text\n\n0. f\n\n10. g\n    h\n11. i\n\n      code\n',
  tasks: '- [ ] a\n- [x] b\n- [X] c\n-   [ ] d\n- [\t] e\n1. [x] f\n\n   g\n',
  'a loose list': '- a\n\n  b\n- c\n  - d\n\n\n  - e\n\n    ```sh\n    $ f\n    ```\n',
  tabs: '-\ta\n\n\tb\n\n1.\tc\n\n\t\td\n\n>\te\n\n\tcode\n\n#\tf\n',
  'block quotes': '> a\n> b\n\n>c\n\n>  d\ne\n\n> > f\n> g\n\n> - h\n>   i\nj\n\n>     code\n\n>\n> k\n',
  alerts: '> [!NOTE]\n> a\n\n> [!WARNING]\n> **b**\n>\n> c\nd\n',
  'a header block':
    '[A](../README.md) > [B](README.md) > **C**\n\n# C\n\n> **Status:** ✅ Active\n> **Owner:** D\n\ne\n',
  tables:
    '| a | b |\n|---|---|\n| c | d |\n\na|b\n-|-\nc|d\n\n|a|b|\n|:-|-:|\n|longer cell|`c \\| d`|\n| e |\n\n  | f | g |\n  | - | :-: |\n  | h | 😀 |\n',
  'tables inside of others':
    '> | a | b |\n> | - | - |\n> | c | d |\n\n1. e\n\n   | f | g |\n   |---|---|\n   | h | i |\n\n- | j |\n  | - |\n  | k |\n',
  'an indented table inside of a list': '1. a\n\n     | b |\n     | - |\n     | c |\n',
  'code of all kinds':
    '```\na\n```\n\n~~~sh\n$ b\n$ c\n~~~\n\n    d\n\n````md\n```\n````\n\n``` js {1}\ne\n```\n\n`f` `` g` ``\n',
  emphasis: '*a* _b_ **c** __d__ ***e*** _**f**_ **_g_** a*b*c a_b_c ~~h~~ *i\nj* **k**l\n\n**m**\n\nn\n\n*o*\n\np\n',
  links:
    '[a](b "c") [d](e \'f\') [g](h (i)) ![j](k "l") [m][n] [o][] [p] ![q][n] ![r][] ![p]\n\n[n]: s "t"\n[o]: u\n[P]: v (w)\n[r]: <x y>\n',
  definitions:
    '[a]: b\n[a]: c\n[A  d]: e\n[unused]: f\n\n[a] [a  D][]\n\n> [g]: h\n\n[g]\n\n[i]:\n  j\n  "k"\n\ntext\n',
  'definitions that are comments': '[//]: # (one)\n\na\n\n[//]: # "two"\n\nb\n',
  footnotes: 'a[^1] b[^two] c[^none]\n\n[^1]: d\n[^Two]: e\n\n    f\n\n[^unused]: g\n[^1]: h\n\nlast\n',
  'bare addresses':
    'https://example.org, www.example.org. a@example.org <https://example.org> <b@example.org> http://example.org/a_(b)\n\n[https://example.org](https://example.org)\n',
  'line breaks': 'a  \nb   \nc    \nd\\\ne\n\n> f   \n> g\n\n# h   \n',
  rules: '---\n\n***\n\n* * *\n\n___\n\n- - -\n',
  'raw HTML':
    '<h1>a</h1>\n\n<details>\n<summary>b</summary>\n\n- c\n*  d\n\n</details>\n\ne <b>f</b> <!-- g --> h\n\n<h3>i</h3>\n\n#### j\n',
  'lint comments':
    '<!--lint disable no-heading-content-indent-->\n\n#  a\n\n<!--lint enable no-heading-content-indent-->\n\n#  b\n\n<!--lint ignore list-item-indent-->\n\n-   c\n\n-   d\n\n<!--lint disable-->\n\n***\n\n---',
  'blank lines': '\n\n# a\n\n\n\nb\n\n\n\n- c\n\n\n- d\n\n\n\n',
  brackets: '[a] [b][c] ![d] [e\nf] \\[g] [h]: [[i]] [j](k) [ ] [x] array[0] [^l]\n\n> [m\n> n]\n',
  'long lines': `${'word '.repeat(30)}\n\n${'x'.repeat(100)}\n\n# ${'y '.repeat(50)}\n\n[${'z'.repeat(90)}](a) b\n`,
  shell: '```sh\n$ a\n$ b\n```\n\n```bash\n$ c\nd\n```\n\n```console\n$ e\n```\n',
  'entities and escapes': '&amp; &copy; \\* \\_a\\_ *b&nbsp;c* &#42;d&#42; **e\\*f**\n\n* &amp;\n*  \\-\n',
  'other scripts':
    '# 手順　\n\n**注意：**再起動。*強調*です\n\n- 項目\n-  項目\n\n| 鍵 | 値 |\n| -- | -- |\n| 😀 | 値 |\n\nمرحبا __قوي__\n',
  'deep nesting': `${Array.from({ length: 12 }, (_, depth) => `${'  '.repeat(depth)}-  ${depth}`).join('\n')}\n\n${'> '.repeat(12)}a\nb\n`,
  'code that looks like a list after an empty quote': '```\na\n```\n\n>\n---\n\t5\n\t*',
  'a fence that the next item closes': '1. ```\n1.',
  'an indented task with a tab': ' - [\t] e',
}
