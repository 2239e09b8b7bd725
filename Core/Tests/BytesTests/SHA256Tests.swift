import Bytes
import Testing

/// Source: NIST, examples of FIPS 180-4 (SHA256.pdf) and the CAVP short messages of length 0 and 8 bits.
@Suite("SHA-256 digests")
struct SHA256Tests {
  private static func spelled(_ text: String) -> String {
    String(decoding: SHA256.spelled(SHA256.digest(Array(text.utf8).span)), as: UTF8.self)
  }

  @Test(
    "gives the digests of the standard's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func examples(_ text: String, _ digest: String) {
    #expect(Self.spelled(text) == digest)
  }

  @Test("a million letters, in pieces of any length")
  func pieces() {
    let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    for piece in [1_000_000, 63, 64, 65, 4_097] {
      var hash = SHA256()
      var at = 0
      while at < letters.count {
        let end = min(at + piece, letters.count)
        hash.update(letters.span.extracting(at..<end))
        at = end
      }
      #expect(
        String(decoding: SHA256.spelled(hash.finish()), as: UTF8.self)
          == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }
  }
}
