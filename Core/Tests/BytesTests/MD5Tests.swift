import Bytes
import Testing

@Suite("MD5")
struct MD5Tests {
  @Test(
    "the digests that its description gives",
    arguments: [
      ("", "d41d8cd98f00b204e9800998ecf8427e"), ("a", "0cc175b9c0f1b6a831c399e269772661"),
      ("abc", "900150983cd24fb0d6963f7d28e17f72"), ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
      ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
      (
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f"
      ),
      (String(repeating: "1234567890", count: 8), "57edf4a22be3c955ac49da2e2107b67a"),
    ])
  func published(_ text: String, _ digest: String) {
    #expect(String(decoding: SHA256.spelled(MD5.digest(Array(text.utf8).span)), as: UTF8.self) == digest)
  }

  @Test("pieces of any length give the same as the whole")
  func pieces() {
    let octets = (0..<300).map { UInt8(truncatingIfNeeded: $0 * 7) }
    for length in [1, 3, 55, 56, 63, 64, 65, 127] {
      var hash = MD5()
      var at = 0
      while at < octets.count {
        let end = min(at + length, octets.count)
        hash.update(octets[at..<end].span)
        at = end
      }
      #expect(hash.finish() == MD5.digest(octets.span))
    }
  }
}
