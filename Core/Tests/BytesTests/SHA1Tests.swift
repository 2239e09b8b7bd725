import Bytes
import Testing

/// Source: NIST, examples of FIPS 180-4 (SHA1.pdf) and the CAVP short message of length 0.
@Suite("SHA-1 digests")
struct SHA1Tests {
  private static func spelled(_ digest: [UInt8]) -> String {
    String(decoding: SHA256.spelled(digest), as: UTF8.self)
  }

  @Test(
    "gives the digests of the standard's examples",
    arguments: [
      ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
      ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
      ),
    ])
  func examples(_ text: String, _ digest: String) {
    #expect(Self.spelled(SHA1.digest(Array(text.utf8).span)) == digest)
  }

  @Test("a million letters, in pieces of any length")
  func pieces() {
    let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    for piece in [1_000_000, 63, 64, 65, 4_097] {
      var hash = SHA1()
      var at = 0
      while at < letters.count {
        let end = min(at + piece, letters.count)
        hash.update(letters.span.extracting(at..<end))
        at = end
      }
      #expect(Self.spelled(hash.finish()) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f")
    }
  }
}
