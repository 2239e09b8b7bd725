import Crypto
import Foundation
public import IdentityRecords
import Sealing
import SwiftASN1
import Vocabulary
import X509

/// What a decision knows of the device that somebody works at.
public struct DeviceFacts: Hashable, Sendable {
  public let device: Device
  public let key: DeviceKey
  public let certificateEnds: Deadline
  /// The half of its life is over: the device should renew it.
  public let isRenewalDue: Bool
}

extension Devices {
  static let certificateLimitOctets = 16 << 10

  /// Who shows this certificate, if it counts now. The caller proved that it owns the key: the listener's TLS
  /// did.
  /// - Parameter certificate: DER or PEM.
  public func judge(_ certificate: [UInt8]) throws(IdentityError) -> DeviceFacts {
    let (record, device) = try known(certificate)
    let now = try time()
    let ends = Deadline(began: record.notBefore, ends: record.notAfter, reason: .certificate)
    guard !ends.isOver(at: now) else {
      throw .certificate(now < record.notBefore ? .notYetValid : .expired)
    }
    return DeviceFacts(
      device: device, key: record.key, certificateEnds: ends,
      isRenewalDue: now >= middle(of: record))
  }

  /// The next certificate of a device, for the key of its request.
  ///
  /// The one that is shown may have run out up to `renewalGrace` ago: a device that was off, or whose clock
  /// drifted, comes back by itself. That is safe because nothing else is open to it then: the record must be
  /// there, neither it nor the device may be revoked, and the proof shows the old key. Before the half of its
  /// life none is renewed, so that records stay few.
  /// - Parameter proof: the old key's ECDSA signature (DER) over `renewalText(request:)`.
  public func renew(
    _ certificate: [UInt8], request: [UInt8], proof: [UInt8]
  ) throws(IdentityError) -> CertifiedDevice {
    let (record, device, shown) = try knownWithKey(certificate)
    let request = try CertificateRequest(request)
    let now = try time()
    let grace = Deadline(
      began: record.notBefore, ends: record.notAfter.advanced(by: rules.renewalGrace), reason: .certificate)
    guard !grace.isOver(at: now) else {
      throw .certificate(now < record.notBefore ? .notYetValid : .expired)
    }
    guard now >= middle(of: record) else { throw .certificate(.tooEarly) }
    guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: proof),
      shown.isValidSignature(signature, for: Self.renewalText(request: request.octets))
    else { throw .certificate(.signatureWrong) }
    // The one that is shown stays until its end, in case the answer is lost; those before it count no more.
    // Newer ones stay too, so that an old renewal that is played again does not take the device's own away.
    try stored { () throws(StoreError) in
      for earlier in try store.certificates(of: device.id) where earlier.notBefore < record.notBefore {
        _ = try store.revoke(Revocation(serial: earlier.serial, at: now, reason: .replaced))
      }
    }
    return CertifiedDevice(device: device, certificate: try issue(device, key: request.key, at: now))
  }

  /// What the old key signs. - Parameter request: as DER.
  public static func renewalText(request: [UInt8]) -> [UInt8] { Array("bulkhead renewal\n".utf8) + request }

  /// Takes a certificate back, durably before it answers. The next decision knows.
  public func revoke(serial: [UInt8], reason: Revocation.Reason) throws(IdentityError) {
    let revocation = Revocation(serial: serial, at: try time(), reason: reason)
    guard try stored({ () throws(StoreError) in try store.certificate(serial: serial) }) != nil else {
      throw .certificate(.unknownSerial)
    }
    _ = try stored { () throws(StoreError) in try store.revoke(revocation) }
  }

  /// Ends a device: every certificate of it is revoked, its code is dead.
  public func end(_ id: String, reason: Revocation.Reason) throws(IdentityError) {
    let now = try time()
    var device = try device(id)
    device.ended = device.ended ?? now
    let ended = device
    try stored { () throws(StoreError) in
      try store.change(ended)
      try store.replaceCodes([], purpose: .enrolment, subject: id)
      for certificate in try store.certificates(of: id) {
        _ = try store.revoke(Revocation(serial: certificate.serial, at: now, reason: reason))
      }
    }
  }

  /// Whose certificate this is, whether it counts or not; nil where this site has no record of it.
  public func holder(of sent: [UInt8]) throws(IdentityError) -> Device? {
    guard let record = try? issued(sent).record else { return nil }
    return try device(record.device)
  }

  private func known(_ sent: [UInt8]) throws(IdentityError) -> (IssuedCertificate, Device) {
    let (record, device, _) = try knownWithKey(sent)
    return (record, device)
  }

  /// A certificate that this site issued and did not take back; its time is the caller's to judge.
  func knownWithKey(
    _ sent: [UInt8]
  ) throws(IdentityError) -> (IssuedCertificate, Device, P256.Signing.PublicKey) {
    let (record, key) = try issued(sent)
    guard try stored({ () throws(StoreError) in try store.revocation(serial: record.serial) }) == nil else {
      throw .certificate(.revoked)
    }
    let device = try device(record.device)
    guard device.ended == nil else { throw .certificate(.deviceEnded) }
    return (record, device, key)
  }

  /// A certificate that this site issued, by signature and by record.
  private func issued(
    _ sent: [UInt8]
  ) throws(IdentityError) -> (record: IssuedCertificate, key: P256.Signing.PublicKey) {
    let octets = try DocumentForm.der(sent, limit: Self.certificateLimitOctets, label: "CERTIFICATE")
    guard DocumentForm.hasPlainSignature(octets), let certificate = try? Certificate(derEncoded: octets)
    else {
      throw .certificate(.malformed)
    }
    guard let key = P256.Signing.PublicKey(certificate.publicKey) else { throw .certificate(.wrongKeyType) }
    let isOurs = try authorityKeys().contains { authority in
      guard let issuer = try? Certificate(derEncoded: authority.certificate) else { return false }
      return issuer.subject == certificate.issuer
        && issuer.publicKey.isValidSignature(certificate.signature, for: certificate)
    }
    guard isOurs else { throw .certificate(.foreign) }
    let serial = Array(certificate.serialNumber.bytes)
    guard let record = try stored({ () throws(StoreError) in try store.certificate(serial: serial) }),
      record.key == DeviceKey(key)
    else { throw .certificate(.unknownSerial) }
    return (record, key)
  }

  private func middle(of record: IssuedCertificate) -> Timestamp {
    Timestamp(
      nanoseconds: record.notBefore.nanoseconds + record.notAfter.nanoseconds(since: record.notBefore) / 2)
  }
}
