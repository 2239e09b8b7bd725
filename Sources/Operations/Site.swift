import Access
import Authorization
public import Identity
public import IdentityRecords
import Ledger
import Sealing
import Vocabulary

/// Everything that can be done with a site's data. Each function is one act: it passes the door, or it
/// proves who somebody is; both are recorded.
public struct Site: Sendable {
  public let name: String
  let stores: SiteStores
  let door: Door
  let clock: @Sendable () -> PlantTime

  public init(name: String, stores: SiteStores, door: Door, clock: @escaping @Sendable () -> PlantTime) {
    self.name = name
    self.stores = stores
    self.door = door
    self.clock = clock
  }

  var uid: EntityUID { EntityUID("Site", Text(name)) }
}

extension Site {
  /// Where somebody asks from.
  public struct Origin: Sendable {
    public enum Device: Sendable {
      /// The machine that Bulkhead runs on, at its own keyboard or command line.
      case ownMachine
      /// The certificate that the device showed, DER, and proved to own.
      case certificate([UInt8])
      case unknown
    }

    public let device: Device
    /// The device's certificate or secret, hashed: sessions are bound to it.
    public let key: DeviceKey
    public let address: String
    public let isRemote: Bool

    public init(_ device: Device, key: DeviceKey, address: String, isRemote: Bool) {
      self.device = device
      self.key = key
      self.address = address
      self.isRemote = isRemote
    }
  }

  /// Who works with this token at this device.
  /// - Throws: `IdentityError` where nobody does
  public func caller(_ token: SessionToken?, from origin: Origin) throws -> Caller {
    let work = try stores.proving.atWork(token, device: origin.key)
    return try caller(work.session, origin)
  }

  func caller(_ session: Session, _ origin: Origin) throws -> Caller {
    let now = clock()
    var circumstances = now.circumstances
    circumstances.authenticationAge = TimeSpan(now.time, since: session.authenticated)
    circumstances.stepUpAge = session.factors > 1 ? circumstances.authenticationAge : nil
    circumstances.factors = session.factors > 1 ? ["password", "totp"] : ["password"]
    circumstances.breakGlass = session.kind.isBreakGlass
    circumstances.reason = session.kind.reason.map { Text($0) }
    circumstances.isRemote = origin.isRemote
    var device = "\(origin.key)"
    switch origin.device {
    case .ownMachine:
      device = Self.ownDevice
      circumstances.posture = Self.ownPosture
    case .certificate(let certificate):
      let facts = try stores.judge(certificate: certificate)
      device = facts.device.id
      circumstances.device = EntityUID("Device", Text(device))
      circumstances.posture = Circumstances.Posture(enrolled: facts.device)
    case .unknown: break
    }
    return Caller(
      principal: EntityUID("User", Text(session.pseudonym.text)), circumstances: circumstances,
      actor: LedgerEntry.Actor(.person, session.pseudonym.text), device: device,
      session: Hexadecimal.text(session.hash.prefix(8)))
  }

  /// Who works on the machine itself: the account that the operating system's user is bound to. A user
  /// without one, root too, is recorded as such and may do nothing but make the plant safe again.
  public func caller(systemUser: String) throws -> Caller {
    let now = clock()
    guard let account = try stores.account(systemUser: systemUser) else {
      return Caller(
        principal: nil, circumstances: now.circumstances, actor: LedgerEntry.Actor(.system, systemUser),
        device: Self.ownDevice, session: nil)
    }
    var circumstances = now.circumstances
    // The operating system signed them in, now as far as Bulkhead can know.
    circumstances.authenticationAge = TimeSpan(milliseconds: 0)
    circumstances.factors = ["system"]
    circumstances.posture = Self.ownPosture
    return Caller(
      principal: EntityUID("User", Text(account.pseudonym.text)), circumstances: circumstances,
      actor: LedgerEntry.Actor(.person, account.pseudonym.text), device: Self.ownDevice, session: nil)
  }

  /// The machine that Bulkhead runs on, in the ledger.
  static let ownDevice = "bulkhead"
  private static let ownPosture = Circumstances.Posture(isEnrolled: true, isPatched: false, isInPlace: true)
}

extension Circumstances.Posture {
  /// Of a device that showed who it is: what nobody said of it counts as not so.
  init(enrolled device: Device) {
    self.init(
      isEnrolled: true, isPatched: device.posture.patched ?? false,
      isInPlace: device.posture.isWhereItBelongs ?? false)
  }
}

extension TimeSpan {
  fileprivate init(_ now: Timestamp, since then: Timestamp) {
    self.init(milliseconds: max(0, now.nanoseconds(since: then) / 1_000_000))
  }
}
