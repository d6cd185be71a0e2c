import { sourceRule } from '../rule.ts'

/** A token or a password would be in the page. */
export const symlinkHidden = sourceRule({
  code: 'structure/symlink-hidden',
  severity: 'warning',
  summary: 'A symbolic link to a file that is kept from readers',
  why: `
A symbolic link leads to what is kept from readers: to \`.git\`, to \`node_modules\`, or to a file or a folder whose name begins with a dot. It is not followed, since a token in \`.git/config\` or a password in \`.env\` would be in the page. Every file is judged by where it really stands, however many links lead there. Copy what readers may see, or remove the link.
`,
  beside: { 'guidebooks/shop/README.md': '# Shop\n', '.env': 'DB_PASSWORD=swordfish\n' },
  wrong: {
    'guidebooks/shop/settings.md': { linkTo: '../../.env' },
  },
  right: {
    'guidebooks/shop/settings.md': '# Settings\n\nThe password of the database is `DB_PASSWORD`.\n',
  },
})
