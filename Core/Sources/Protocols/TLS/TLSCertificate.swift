import Bytes
import Vocabulary

/// What a certificate says of its holder and its issuer, as far as a report shows it. Nothing is verified.
///
/// Source: RFC 5280, section 4.1; RFC 3279, section 2.3, and RFC 8410 for the keys.
struct TLSCertificate: Sendable {
  /// Octets of a name or number that are shown.
  private static let textLimit = 64
  /// Names of hosts that are read.
  private static let hostNameLimit = 4

  private(set) var subject: [UInt8] = []
  private(set) var issuer: [UInt8] = []
  /// The subject's common name alone.
  private(set) var commonName: [UInt8] = []
  private var serial: [UInt8] = []
  private var notBefore: [UInt8] = []
  private var notAfter: [UInt8] = []
  private var key: [UInt8] = []
  private var hostNames: [UInt8] = []
  private var hostNameCount = 0
  private(set) var isSelfSigned = false

  /// Reads a certificate in DER.
  init(parsing octets: Span<UInt8>) throws(DecodeError) {
    var outer = BERReader(octets)
    var certificate = BERReader(try outer.take(.sequence))
    var fields = BERReader(try certificate.take(.sequence))
    _ = try fields.takeIfPresent(.context(0))
    Self.appendHexadecimal(try fields.take(.integer), to: &serial)
    _ = try fields.take(.sequence)
    let issuerName = try fields.take(.sequence)
    issuer = try Self.name(issuerName).whole
    var validity = BERReader(try fields.take(.sequence))
    notBefore = Self.date(try validity.next())
    notAfter = Self.date(try validity.next())
    let subjectName = try fields.take(.sequence)
    (subject, commonName) = try Self.name(subjectName)
    isSelfSigned = !subjectName.isEmpty && Self.isEqual(issuerName, subjectName)
    key = try Self.key(try fields.take(.sequence))
    guard let wrapped = try fields.find(.context(3)) else { return }
    var list = BERReader(wrapped)
    var extensions = BERReader(try list.take(.sequence))
    while !extensions.isAtEnd {
      var one = BERReader(try extensions.take(.sequence))
      guard Self.isEqual(try one.take(.objectIdentifier), [0x55, 0x1D, 0x11]) else { continue }
      guard let value = try one.find(.octetString) else { continue }
      try takeHostNames(value)
    }
  }

  private mutating func takeHostNames(_ octets: Span<UInt8>) throws(DecodeError) {
    var outer = BERReader(octets)
    var names = BERReader(try outer.take(.sequence))
    while !names.isAtEnd, hostNameCount < Self.hostNameLimit {
      let name = try names.next()
      guard name.tag == .contextPrimitive(2) else { continue }
      if hostNameCount > 0 { hostNames += ", ".utf8 }
      Self.append(name.octets, to: &hostNames)
      hostNameCount += 1
    }
  }

  /// Its last day is the last that can be written: it never ends.
  var neverEnds: Bool { notAfter.starts(with: "9999".utf8) }

  /// Whether its time was over at `moment`, or had not come yet.
  func isOutdated(at moment: Timestamp) -> Bool {
    var today: [UInt8] = []
    moment.appendRFC3339(to: &today)
    let day = today.prefix(10)
    return day.lexicographicallyPrecedes(notBefore) || notAfter.lexicographicallyPrecedes(day)
  }

  /// All of it as one line.
  func spelled(at moment: Timestamp) -> [UInt8] {
    var text = subject.isEmpty ? Array("no name".utf8) : subject
    func add(_ word: String, _ value: [UInt8]) {
      text += word.utf8
      text += value
    }
    if isSelfSigned { add("; signed by itself", []) } else { add("; issued by ", issuer) }
    add("; serial ", serial)
    add("; valid ", notBefore)
    add(" to ", notAfter)
    if isOutdated(at: moment) { add(", not when it was shown", []) }
    if !key.isEmpty { add("; ", key) }
    if !hostNames.isEmpty { add("; for ", hostNames) }
    return text
  }
}

extension TLSCertificate {
  /// The common name and the organisation of a distinguished name.
  private static func name(
    _ octets: Span<UInt8>
  ) throws(DecodeError) -> (whole: [UInt8], commonName: [UInt8]) {
    var commonName: [UInt8] = []
    var organisation: [UInt8] = []
    var sets = BERReader(octets)
    while !sets.isAtEnd {
      var set = BERReader(try sets.take(.set))
      var pair = BERReader(try set.take(.sequence))
      let type = try pair.take(.objectIdentifier)
      let value = try pair.next()
      guard type.count == 3, type[0] == 0x55, type[1] == 0x04 else { continue }
      if type[2] == 3, commonName.isEmpty { append(value.octets, to: &commonName, tag: value.tag) }
      if type[2] == 10, organisation.isEmpty { append(value.octets, to: &organisation, tag: value.tag) }
    }
    var whole: [UInt8] = []
    if !commonName.isEmpty { whole += Array("CN=".utf8) + commonName }
    if !organisation.isEmpty { whole += Array((whole.isEmpty ? "O=" : ", O=").utf8) + organisation }
    return (whole, commonName)
  }

  /// Appends a text; of one in two octets a letter (BMPString) the lower ones.
  private static func append(
    _ value: Span<UInt8>, to text: inout [UInt8], tag: BERTag = .universal(12)
  ) {
    let step = tag.number == 30 ? 2 : 1
    var at = step - 1
    var count = 0
    while at < value.count, count < textLimit {
      text.append(value[at])
      at += step
      count += 1
    }
  }

  private static func appendHexadecimal(_ value: Span<UInt8>, to text: inout [UInt8]) {
    var shown: [UInt8] = []
    for index in 0..<min(value.count, textLimit / 2) { shown.append(value[index]) }
    text += SHA256.spelled(shown)
  }

  /// The day as `2026-11-24`; empty where it is none.
  private static func date(_ element: borrowing BERElement) -> [UInt8] {
    let octets = element.octets
    let yearDigits = element.tag.number == 24 ? 4 : 2
    guard octets.count >= yearDigits + 4 else { return [] }
    for index in 0..<(yearDigits + 4) where !(0x30...0x39).contains(octets[index]) { return [] }
    var text: [UInt8] = []
    // Source: RFC 5280, section 4.1.2.5.1: two digits from 50 on are of the last century.
    if yearDigits == 2 { text += (octets[0] >= UInt8(ascii: "5") ? "19" : "20").utf8 }
    for index in 0..<(yearDigits + 4) {
      if index == yearDigits || index == yearDigits + 2 { text.append(UInt8(ascii: "-")) }
      text.append(octets[index])
    }
    return text
  }

  /// The key's kind and its size in bits.
  private static func key(_ octets: Span<UInt8>) throws(DecodeError) -> [UInt8] {
    var fields = BERReader(octets)
    var algorithm = BERReader(try fields.take(.sequence))
    let type = try algorithm.take(.objectIdentifier)
    if isEqual(type, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]) {
      let bits = try fields.take(.bitString)
      guard bits.count > 1 else { return [] }
      var wrapped = BERReader(bits.extracting(1..<bits.count))
      var numbers = BERReader(try wrapped.take(.sequence))
      let modulus = try numbers.take(.integer)
      let octets = modulus.count - (modulus.count > 0 && modulus[0] == 0 ? 1 : 0)
      return Array("RSA \(octets * 8)".utf8)
    }
    if isEqual(type, [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]) {
      guard let curve = try algorithm.takeIfPresent(.objectIdentifier) else { return Array("EC".utf8) }
      if isEqual(curve, [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]) { return Array("EC 256".utf8) }
      if isEqual(curve, [0x2B, 0x81, 0x04, 0x00, 0x22]) { return Array("EC 384".utf8) }
      return Array((isEqual(curve, [0x2B, 0x81, 0x04, 0x00, 0x23]) ? "EC 521" : "EC").utf8)
    }
    if isEqual(type, [0x2A, 0x86, 0x48, 0xCE, 0x38, 0x04, 0x01]) { return Array("DSA".utf8) }
    return isEqual(type, [0x2B, 0x65, 0x70]) ? Array("Ed25519".utf8) : []
  }

  private static func isEqual(_ octets: Span<UInt8>, _ others: [UInt8]) -> Bool {
    isEqual(octets, others.span)
  }

  private static func isEqual(_ octets: Span<UInt8>, _ others: Span<UInt8>) -> Bool {
    guard octets.count == others.count else { return false }
    for index in octets.indices where octets[index] != others[index] { return false }
    return true
  }
}
