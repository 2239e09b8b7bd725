import Access
import Authorization
public import Identity
import IdentityRecords
import Ledger

/// Programs that act by themselves: they prove with a device's key who they are, and ask with a token.
/// What a token's bearer may do is decided by policy at each act, like everybody else's.
extension Site {
  /// The audience of tokens with which a site itself is asked.
  public static let audience = "bulkhead"

  /// A token for the program of an enrolled device, for fifteen minutes.
  ///
  /// - Parameters:
  ///   - audience: who will read it; ``audience`` for this site
  ///   - seconds: when the proof was signed, since 1970-01-01T00:00:00Z
  ///   - proof: the key's signature over ``Devices/tokenText(audience:at:)``
  public func token(
    _ certificate: [UInt8], audience: String, at seconds: Int64, proof: [UInt8], from origin: Origin
  ) async throws -> IssuedToken {
    let target = (try? stores.provingDevices.holder(of: certificate)).map { "Device/\($0.id)" }
    return try await noted("issueToken", of: target, origin, who: { $0.device.actor }) {
      try stores.provingDevices.token(certificate, audience: audience, at: seconds, proof: proof)
    }
  }

  /// The program that shows a token.
  ///
  /// One that this site signed and that does not count, now or here, is recorded; what anybody can write is
  /// not.
  ///
  /// - Throws: `IdentityError` where it does not count
  public func caller(token: String, from origin: Origin) async throws -> Caller {
    let device: Device
    do {
      device = try stores.provingDevices.bearer(of: token, audience: Self.audience)
    } catch {
      if ![.token(.malformed), .token(.wrongKey)].contains(error) {
        try await door.note(
          "useToken", of: "Site/\(name)", by: LedgerEntry.Actor(.unknown, "\(origin.key)"),
          from: "\(origin.key)", .refused)
      }
      throw error
    }
    var circumstances = clock().circumstances
    circumstances.isRemote = origin.isRemote
    circumstances.device = EntityUID("Device", Text(device.id))
    circumstances.posture = Circumstances.Posture(enrolled: device)
    return Caller(
      principal: device.principal, circumstances: circumstances, actor: device.actor, device: device.id,
      session: nil)
  }
}

extension Device {
  /// The program as policies know it; nil where people act from the device.
  var principal: EntityUID? {
    switch program {
    case .service: EntityUID("Service", Text(id))
    case .sensor: EntityUID("Sensor", Text(id))
    case nil: nil
    }
  }

  /// The program as the ledger names it.
  var actor: LedgerEntry.Actor { LedgerEntry.Actor(program == .service ? .service : .device, id) }
}
