import Bytes
import Vocabulary

/// The digests of one file, as far as lists of indicators ask for their kinds.
struct FileDigest: Sendable {
  private var md5: MD5?
  private var sha1: SHA1?
  private var sha256: SHA256?

  init(_ kinds: IndicatorKinds) {
    md5 = kinds.contains(.fileMD5) ? MD5() : nil
    sha1 = kinds.contains(.fileSHA1) ? SHA1() : nil
    sha256 = kinds.contains(.fileSHA256) ? SHA256() : nil
  }

  mutating func update(_ octets: Span<UInt8>) {
    md5?.update(octets)
    sha1?.update(octets)
    sha256?.update(octets)
  }

  /// Each digest with its kind.
  consuming func finish(_ take: (IndicatorKind, [UInt8]) -> Void) {
    if let md5 { take(.fileMD5, md5.finish()) }
    if let sha1 { take(.fileSHA1, sha1.finish()) }
    if let sha256 { take(.fileSHA256, sha256.finish()) }
  }
}
