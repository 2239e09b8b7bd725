import Vocabulary

/// What a list calls a value's type, MISP's words and the usual ones of tables alike.
///
/// Source: MISP core format, section 2.4.2.1, "type"; the attribute types' list of the MISP book.
enum IndicatorType {
  /// The values that an entry of a named type stands for.
  static func values(_ type: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) throws(LeftOut) -> [IndicatorValue]
  {
    guard type.count <= 64 else { throw .notOnTheWire }
    let name = String(decoding: type.map { plain($0) }, as: UTF8.self)
    switch name {
    case "ip", "ipv4", "ipv6", "ipv4-addr", "ipv6-addr", "ip-addr", "ip-address", "address", "ip-src",
      "ip-dst",
      "cidr", "network", "subnet", "ipv4-addr:value", "ipv6-addr:value":
      return [try .address(text)]
    case "ip-src|port", "ip-dst|port", "ip:port", "ip|port":
      let (address, port) = try pair(text)
      return [try .address(address, port: IndicatorValue.port(port))]
    case "domain", "domain-name", "hostname", "host", "name", "fqdn", "dns", "domain-name:value":
      return [try .host(text)]
    case "hostname|port", "domain|port":
      let (name, port) = try pair(text)
      return [try .host(name, port: IndicatorValue.port(port))]
    case "domain|ip", "hostname|ip":
      let (name, address) = try pair(text)
      return [try .host(name), try .address(address)]
    case "url", "uri", "url:value": return try IndicatorValue.url(text)
    case "md5", "file-md5", "filehash-md5", "file:hashes.md5": return [try .hash(text, .fileMD5)]
    case "sha1", "sha-1", "file-sha1", "filehash-sha1", "file:hashes.sha-1":
      return [try .hash(text, .fileSHA1)]
    case "sha256", "sha-256", "file-sha256", "filehash-sha256", "file:hashes.sha-256":
      return [try .hash(text, .fileSHA256)]
    case "filename|md5", "malware-sample": return [try .hash(last(text), .fileMD5)]
    case "filename|sha1": return [try .hash(last(text), .fileSHA1)]
    case "filename|sha256": return [try .hash(last(text), .fileSHA256)]
    case "x509-fingerprint-md5", "certificate-md5": return [try .hash(text, .certificateMD5)]
    case "x509-fingerprint-sha1", "certificate-sha1", "ssl-cert-sha1":
      return [try .hash(text, .certificateSHA1)]
    case "x509-fingerprint-sha256", "certificate-sha256": return [try .hash(text, .certificateSHA256)]
    case "ja4", "ja4-fingerprint", "tls-ja4": return [try .ja4(text)]
    default: throw reason(name)
    }
  }

  /// What a value is whose type nobody said.
  static func guess(_ text: ArraySlice<UInt8>) throws(LeftOut) -> [IndicatorValue] {
    if IndicatorValue.scheme(text) != nil { return try IndicatorValue.url(text) }
    if text.count == 36, let value = try? IndicatorValue.ja4(text) { return [value] }
    let isHexadecimal = text.allSatisfy { hexadecimalValue($0) != nil }
    switch text.count {
    case 32 where isHexadecimal: return [try .hash(text, .fileMD5)]
    case 40 where isHexadecimal: return [try .hash(text, .fileSHA1)]
    case 64 where isHexadecimal: return [try .hash(text, .fileSHA256)]
    case 56 where isHexadecimal, 96 where isHexadecimal, 128 where isHexadecimal: throw .otherHash
    default: break
    }
    if text.first == UInt8(ascii: "[") {
      let (host, port) = try IndicatorValue.hostAndPort(text)
      return [try .address(host, port: port)]
    }
    let colon = UInt8(ascii: ":")
    do throws(LeftOut) {
      return [try .address(text)]
    } catch {
      if error != .invalidValue { throw error }
    }
    if text.filter({ $0 == colon }).count == 1, let at = text.firstIndex(of: colon) {
      return [try .host(text[..<at], port: IndicatorValue.port(text[(at + 1)...]))]
    }
    do throws(LeftOut) {
      return [try .host(text)]
    } catch {
      // A word without a dot is a name only where somebody says that it is.
      throw error == .invalidValue || error == .singleLabel ? .noIndicator : error
    }
  }

  private static func reason(_ name: String) -> LeftOut {
    for start in [
      "sha", "filename|sha", "ssdeep", "tlsh", "imphash", "pehash", "authentihash", "vhash", "cdhash",
    ]
    where name.utf8.starts(with: start.utf8) {
      return .otherHash
    }
    for start in ["filename|", "ja3", "ja4", "jarm", "hassh"] where name.utf8.starts(with: start.utf8) {
      return start.utf8.first == UInt8(ascii: "f") ? .otherHash : .otherFingerprint
    }
    return .notOnTheWire
  }

  /// Small letters; blanks and underscores are hyphens.
  private static func plain(_ octet: UInt8) -> UInt8 {
    octet == UInt8(ascii: " ") || octet == UInt8(ascii: "_")
      ? UInt8(ascii: "-") : IndicatorValue.lowered(octet)
  }

  /// Both parts of a composite value; MISP writes `|`, tables often `:`.
  private static func pair(
    _ text: ArraySlice<UInt8>
  ) throws(LeftOut) -> (ArraySlice<UInt8>, ArraySlice<UInt8>) {
    guard let at = text.lastIndex(of: UInt8(ascii: "|")) ?? text.lastIndex(of: UInt8(ascii: ":")) else {
      throw .invalidValue
    }
    return (text[..<at], text[(at + 1)...])
  }

  /// The hash behind a file's name.
  private static func last(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.lastIndex(of: UInt8(ascii: "|")).map { text[($0 + 1)...] } ?? text
  }
}

/// Values as people write them so that nobody clicks on them.
enum Defanged {
  /// `hxxp://evil[.]example` as `http://evil.example`; blanks and quotes around it taken away.
  static func restored(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var text = text
    while let first = text.first, first <= 0x20 { text = text.dropFirst() }
    while let last = text.last, last <= 0x20 { text = text.dropLast() }
    var value: [UInt8] = []
    value.reserveCapacity(text.count)
    var at = text.startIndex
    while at < text.endIndex {
      if let (short, length) = bracketed(text[at...]) {
        value.append(contentsOf: short.utf8)
        at += length
      } else {
        value.append(text[at])
        at += 1
      }
    }
    if value.count > 7, IndicatorValue.lowered(value[0]) == UInt8(ascii: "h"),
      IndicatorValue.lowered(value[1]) == UInt8(ascii: "x"),
      IndicatorValue.lowered(value[2]) == UInt8(ascii: "x"), IndicatorValue.scheme(value[...]) != nil
    {
      value[1] = UInt8(ascii: "t")
      value[2] = UInt8(ascii: "t")
    }
    return value
  }

  /// What a bracketed sign stands for, and how many octets it takes.
  private static func bracketed(_ text: ArraySlice<UInt8>) -> (String, Int)? {
    guard let first = text.first, [0x5B, 0x28, 0x7B].contains(first) else { return nil }
    for (long, short) in [
      ("[.]", "."), ("(.)", "."), ("{.}", "."), ("[dot]", "."), ("(dot)", "."), ("[:]", ":"),
      ("[://]", "://"),
      ("[/]", "/"), ("[@]", "@"),
    ] where text.starts(with: long.utf8) { return (short, long.utf8.count) }
    return nil
  }
}
