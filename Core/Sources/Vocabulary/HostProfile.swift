/// A set of roles, one bit each.
public struct RoleSet: OptionSet, Hashable, Sendable {
  public let rawValue: UInt32

  @inlinable
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  @inlinable
  public init(_ role: Role) {
    rawValue = 1 &<< UInt32(role.rawValue)
  }

  @inlinable
  public func contains(_ role: Role) -> Bool { contains(RoleSet(role)) }

  /// Has a role in common with `other`.
  @inlinable
  public func intersects(_ other: RoleSet) -> Bool { rawValue & other.rawValue != 0 }

  public static let controller = RoleSet(.controller)
  public static let hmi = RoleSet(.hmi)
  public static let engineeringWorkstation = RoleSet(.engineeringWorkstation)
  public static let scanner = RoleSet(.scanner)
  /// What acts on the process by itself: controllers, I/O devices and drives.
  public static let controlDevices: RoleSet = [RoleSet(.controller), RoleSet(.ioDevice), RoleSet(.drive)]
}

/// What is known of the device behind an endpoint, by evidence other than the activity judged.
///
/// A role that was inferred from writing stands in none of these sets: it never excuses or accuses that
/// writing.
public struct HostProfile: Sendable {
  /// Endpoints with the same number are one device.
  public var asset: UInt32
  public var address: HostAddress
  /// The owner's own list says so.
  public var ownerRoles: RoleSet
  /// The device said so of itself: LLDP, DCP, a CIP device type, a host name.
  public var statedRoles: RoleSet
  /// Inferred from what it answers: what answers Modbus is a controller.
  public var servingRoles: RoleSet
  /// Inferred from regular reading of controllers, never from writing.
  public var pollingRoles: RoleSet
  /// Its address lies in a network that the owner named as the plant's.
  public var isInOTNetwork: Bool

  public init(
    asset: UInt32, address: HostAddress, ownerRoles: RoleSet = [], statedRoles: RoleSet = [],
    servingRoles: RoleSet = [], pollingRoles: RoleSet = [], isInOTNetwork: Bool = false
  ) {
    self.asset = asset
    self.address = address
    self.ownerRoles = ownerRoles
    self.statedRoles = statedRoles
    self.servingRoles = servingRoles
    self.pollingRoles = pollingRoles
    self.isInOTNetwork = isInOTNetwork
  }
}

/// The profile of each endpoint, by its number.
public struct HostProfiles: Sendable {
  private let profiles: [HostProfile]

  /// `profiles[n]` is that of the endpoint with the number n.
  public init(_ profiles: [HostProfile]) {
    self.profiles = profiles
  }

  public var count: Int { profiles.count }

  /// The profile of an endpoint; one that is not known is a device of its own with no roles.
  public subscript(id: EndpointID) -> HostProfile {
    id.index < profiles.count
      ? profiles[id.index] : HostProfile(asset: .max &- id.rawValue, address: HostAddress(ipv4: 0))
  }
}
