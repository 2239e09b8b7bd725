import Vocabulary

/// Certificates by which servers of malware give themselves away, and names that overflow their reader.
///
/// Source: the default certificates in the builders of AsyncRAT, DcRat, VenomRAT, BoratRat and Quasar, which
/// are open; Cobalt Strike's and Metasploit's documentation of theirs. CVE-2022-3602 for the names.
enum TLSMasters {
  private static let names = [
    "AsyncRAT Server", "AsyncRAT Server CA", "AsyncRAT", "DcRat Server", "DcRat", "VenomRAT Server",
    "VenomRAT",
    "BoratRat", "Quasar Server CA", "Orcus Server", "BitRAT", "XWorm", "Major Cobalt Strike",
    "MetasploitSelfSignedCA", "PoshC2", "P18055077", "Covenant", "LimeRAT", "NanoCore",
  ]

  static func judge(_ certificate: TLSCertificate) -> Exploit? {
    for name in names where certificate.commonName.elementsEqual(name.utf8) { return .masterCertificate }
    return certificate.isSelfSigned && certificate.neverEnds ? .endlessCertificate : nil
  }

  /// A constraint on names, or a mailbox, that holds letters in disguise: ordinary ones have no use for it.
  ///
  /// Source: RFC 5280, section 4.2.1.10 (2.5.29.30); RFC 8398 (1.3.6.1.5.5.7.8.9).
  static func overflows(_ message: Span<UInt8>) -> Bool {
    guard position(of: "xn--", in: message) != nil else { return false }
    return has([0x06, 0x03, 0x55, 0x1D, 0x1E], message)
      || has([0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x08, 0x09], message)
  }

  private static func has(_ identifier: [UInt8], _ octets: Span<UInt8>) -> Bool {
    var at = 0
    while at + identifier.count <= octets.count {
      var same = 0
      while same < identifier.count, octets[at + same] == identifier[same] { same += 1 }
      if same == identifier.count { return true }
      at += 1
    }
    return false
  }
}
