import { describe, expect, it } from 'vitest'
import { userCacheFolder } from '../../src/files/user-cache.ts'

const homeless = () => {
  throw new Error('ENOENT: no such user')
}

describe('What is kept for a user', () => {
  it('stands in the folder that the user names for caches', () => {
    expect(userCacheFolder({ XDG_CACHE_HOME: '/var/cache/of-user' }, homeless)).toBe('/var/cache/of-user/waymark')
  })

  it.each(['', 'caches', './caches'])('stands in the home of the user where %j is no absolute path', (named) => {
    expect(userCacheFolder({ XDG_CACHE_HOME: named }, () => '/home/of-user')).toBe('/home/of-user/.cache/waymark')
  })

  it('stands in the home of the user where nothing is named', () => {
    expect(userCacheFolder({}, () => '/home/of-user')).toBe('/home/of-user/.cache/waymark')
  })

  it('is nowhere for a user without a home', () => {
    expect(userCacheFolder({}, homeless)).toBeUndefined()
  })
})
