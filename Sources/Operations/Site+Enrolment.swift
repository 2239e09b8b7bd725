public import Identity
import IdentityRecords
import Ledger

/// What a device does by itself: it proves with a code or with its key who it is, and gets a certificate.
extension Site {
  /// The first certificate of a device, for the code that it was announced with.
  ///
  /// - Parameter request: PKCS #10, DER or PEM. Only its key is taken.
  public func enrol(
    _ request: [UInt8], code: String, from origin: Origin
  ) async throws -> CertifiedDevice {
    try await noted("enrolDevice", origin, who: { .device($0.device.id) }) {
      try stores.provingDevices.enrol(code, request: request)
    }
  }

  /// The next certificate of a device, which may have run out up to three days ago.
  ///
  /// - Parameters:
  ///   - certificate: the one that it has, DER or PEM
  ///   - proof: the old key's signature over ``Devices/renewalText(request:)``
  public func renew(
    _ certificate: [UInt8], request: [UInt8], proof: [UInt8], from origin: Origin
  ) async throws -> CertifiedDevice {
    let target = (try? stores.provingDevices.holder(of: certificate)).map { "Device/\($0.id)" }
    return try await noted("renewDevice", of: target, origin, who: { .device($0.device.id) }) {
      try stores.provingDevices.renew(certificate, request: request, proof: proof)
    }
  }

  /// The certificates by which this site's devices are known, as PEM, the newest first.
  ///
  /// They are public, every handshake shows them, and a device that is to join needs them before anybody
  /// knows it: nobody is asked, nothing is recorded.
  public func authority() throws -> String { try stores.provingDevices.authorityCertificates() }
}

extension LedgerEntry.Actor {
  static func device(_ id: String) -> Self { Self(.device, id) }
}
