public import Vocabulary

/// A capture made elsewhere that is laid into the plant's life: where its stations stand in the plant, and
/// how fast it runs.
public struct Recording: Hashable, Sendable {
  /// The most stations that a recording maps.
  public static let hostLimit = 256

  /// A station of the capture and the address and hardware address that it has in the plant.
  public struct Mapping: Hashable, Sendable {
    public var from: UInt32
    public var to: UInt32
    public var mac: MACAddress

    public init(from: UInt32, to: UInt32, mac: MACAddress) {
      self.from = from
      self.to = to
      self.mac = mac
    }
  }

  /// The capture's name, from the scenario file's folder.
  public var file: String
  /// What it is, in the label's word.
  public var kind: String
  public var hosts: [Mapping]
  /// Hundredths: 200 takes twice the time that it took.
  public var timePercent: Int
  /// The VLAN that its frames are tagged with; null for none.
  public var vlan: UInt16?
  /// The first hostile frame of the capture, from 1.
  public var deedFrame: Int
  public var actor: String
  public var targets: [String]

  public init(
    file: String, kind: String, hosts: [Mapping], timePercent: Int = 100, vlan: UInt16? = nil,
    deedFrame: Int = 1, actor: String, targets: [String]
  ) {
    self.file = file
    self.kind = kind
    self.hosts = hosts
    self.timePercent = timePercent
    self.vlan = vlan
    self.deedFrame = deedFrame
    self.actor = actor
    self.targets = targets
  }
}
