public import Vocabulary

/// Every detector, composed of concrete types in the catalogue's order.
public struct Detectors: Sendable {
  private let settings: DetectionSettings

  public init(settings: DetectionSettings = DetectionSettings()) {
    self.settings = settings
  }

  /// Takes an activity as it ended. Called for every one: reads and polls leave after a comparison.
  public mutating func observe(_ activity: ActivityObservation) {}

  public mutating func observe(_ anomaly: Anomaly) {}

  public mutating func observe(_ binding: AddressBinding) {}

  public mutating func observe(_ flow: FlowSummary) {}

  /// What was found, worst first, then by time, kind and endpoints.
  ///
  /// `profiles` says who the hosts are by evidence other than the activities judged here.
  public func conclude(_ profiles: HostProfiles) -> [Finding] { [] }

  /// Each limit by name, with how often it was met.
  public var limits: [LimitReport] { [] }
}
