import Bytes
import Vocabulary

/// What hellos and certificates tell: who connects with which program to which name, and what servers show.
extension TLSDissector {
  /// `message` is whole, its header included.
  func takeClientHello(_ message: Span<UInt8>, _ dissection: inout Dissection) {
    var reader = ByteReader(message)
    guard let hello = try? TLSHello(parsing: &reader) else { return }
    var deed = Deed.plain
    var object = ObjectReference.none
    if let range = hello.serverName {
      let name = message.extracting(range)
      object = dissection.clientObject(.sni, name)
      if RemoteAccessNames.contains(name) { deed = .remoteAccess }
      dissection.mention(host: name, .tls, object)
    }
    dissection.request(.tls, id: Self.connectID, .connect, object, deed: deed, code: UInt32(hello.version))
    var body = ByteReader(message)
    guard (try? body.skip(TLSHandshake.headerOctets)) != nil, let ja4 = try? JA4(parsing: &body) else {
      return
    }
    let fingerprint = ja4.spelled()
    if dissection.wanted.contains(.ja4) {
      dissection.mentionNow(.ja4, fingerprint.span, .tls, object, outcome: .succeeded)
    }
    dissection.tellFreely(.ja4, fingerprint.span, source: "tls client hello")
  }

  /// Gives whether all that follows is encrypted, as in TLS 1.3.
  func takeServerHello(_ message: Span<UInt8>, _ dissection: inout Dissection) -> Bool {
    var reader = ByteReader(message)
    guard let hello = try? TLSHello(parsing: &reader) else { return false }
    dissection.isEncrypted = true
    dissection.receiverIsClient = true
    dissection.reply(Self.connectID, .succeeded)
    if let old = Self.outdated(hello.version) {
      dissection.tell(.software, old, source: "tls server hello")
    }
    return hello.version >= 0x0304
  }

  /// Versions that RFC 8996 and RFC 7568 forbid.
  private static func outdated(_ version: UInt16) -> String? {
    switch version {
    case 0x0300: "SSL 3.0"
    case 0x0301: "TLS 1.0"
    case 0x0302: "TLS 1.1"
    default: nil
    }
  }

  private static func note(_ exploit: Exploit, _ object: ObjectReference, _ dissection: inout Dissection) {
    dissection.observations.anomalies.append(
      Anomaly(
        time: dissection.time, place: dissection.place, source: dissection.sender,
        target: dissection.receiver, kind: .exploit, name: .tls, exploit: exploit, object: object))
  }

  /// A heartbeat in clear whose payload is longer than its record.
  ///
  /// Source: RFC 6520, section 4: type, a length of two octets, the payload, at least 16 octets of padding.
  static func takeHeartbeat(_ fragment: Span<UInt8>, _ dissection: inout Dissection) {
    guard fragment.count >= 3, fragment[0] == 1 else { return }
    let payload = Int(fragment[1]) << 8 | Int(fragment[2])
    if payload + 3 > fragment.count { note(.heartbeatOverread, .none, &dissection) }
  }

  /// The digests of a certificate by which a list may name it.
  private static func mention(certificate: Span<UInt8>, _ dissection: inout Dissection) {
    let wanted = dissection.wanted
    guard !wanted.isDisjoint(with: .certificateHashes) else { return }
    let isServers = !dissection.isFromClient
    if wanted.contains(.certificateSHA256) {
      dissection.mentionNow(
        .certificateSHA256, SHA256.digest(certificate).span, .tls, .none, isReceivers: isServers,
        outcome: .succeeded)
    }
    if wanted.contains(.certificateSHA1) {
      dissection.mentionNow(
        .certificateSHA1, SHA1.digest(certificate).span, .tls, .none, isReceivers: isServers,
        outcome: .succeeded)
    }
    if wanted.contains(.certificateMD5) {
      dissection.mentionNow(
        .certificateMD5, MD5.digest(certificate).span, .tls, .none, isReceivers: isServers,
        outcome: .succeeded)
    }
  }

  /// The sender's own certificate is the first of the chain.
  ///
  /// Source: RFC 5246, section 7.4.2: a length of three octets before the chain and before each certificate.
  func tellCertificate(_ message: Span<UInt8>, _ dissection: inout Dissection) {
    var reader = ByteReader(message)
    do throws(DecodeError) {
      try reader.skip(TLSHandshake.headerOctets)
      var chain = try reader.take(Int(try reader.uint24()))
      guard chain.remaining > 0 else { return }
      let octets = try chain.span(Int(try chain.uint24()))
      Self.mention(certificate: octets, &dissection)
      if TLSMasters.overflows(message) { Self.note(.certificateOverflow, .none, &dissection) }
      let certificate = try TLSCertificate(parsing: octets)
      if let shown = TLSMasters.judge(certificate) {
        Self.note(shown, dissection.clientObject(.text, certificate.commonName.span), &dissection)
      }
      dissection.tellFreely(
        .certificate, certificate.spelled(at: dissection.time).span, source: "tls certificate")
      dissection.tellFreely(
        .certificateSHA256, SHA256.spelled(SHA256.digest(octets)).span, source: "tls certificate")
      if RemoteAccessNames.contains(certificate.commonName.span) {
        let object = dissection.clientObject(.text, certificate.commonName.span)
        if dissection.isFromClient {
          dissection.activity(.tls, .connect, object, deed: .remoteAccess)
        } else {
          dissection.receiversActivity(.tls, .connect, object, deed: .remoteAccess)
        }
      }
    } catch {
      dissection.malformed(.tls)
    }
  }
}
