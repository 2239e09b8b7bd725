public import Detection
public import Indicators
public import Inventory
import Vocabulary

/// What all sensors' observations say of the plant: inventory and detection.
public struct Plant: Sendable {
  public private(set) var inventory: Inventory
  public private(set) var detectors: Detectors
  /// What lists of indicators name.
  private(set) var watch: IndicatorWatch

  public init(
    settings: DetectionSettings = DetectionSettings(), indicators: IndicatorList = IndicatorList(),
    seed: UInt64 = 0
  ) {
    watch = IndicatorWatch(indicators)
    inventory = Inventory(seed: seed)
    var settings = settings
    settings.seed = seed
    detectors = Detectors(settings: settings)
  }

  /// Takes a sensor's observations and leaves it none.
  mutating func take(
    _ observations: inout Observations, endpoints: borrowing EndpointTable, names: inout NameTable
  ) {
    inventory.learn(observations)
    if !watch.list.isEmpty {
      watch.take(observations, endpoints: endpoints, names: &names) { detectors.observe($0) }
    }
    for activity in observations.activities { detectors.observe(activity) }
    for binding in observations.bindings { detectors.observe(binding) }
    for anomaly in observations.anomalies { detectors.observe(anomaly) }
    for flow in observations.flows { detectors.observe(flow) }
    for file in observations.files { detectors.observe(file) }
    for lookup in observations.lookups { detectors.observe(lookup) }
    for lease in observations.leases { detectors.observe(lease) }
    observations.removeAll()
  }
}
