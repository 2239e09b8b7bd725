import Foundation

/// Inputs that fuzzing starts from, made when they are needed: the simulated plant's frames, and the messages
/// that stand in Core's tests.
struct Seeds {
  /// Octets of one seed: longer ones are cut between records.
  static let seedLimitOctets = 3_000
  static let seedLimit = 600

  private var inputs: [[UInt8]] = []

  init(for target: FuzzTarget) {
    switch target {
    case .captures:
      inputs = PlantSeeds.captures()
    case .json:
      inputs = TestMessages.texts(in: "Core/Tests/JSONTests")
    case .policies:
      inputs = FuzzedPolicies.seeds(TestMessages.texts(in: "Core/Tests/AuthorizationTests"))
    case .indicators, .stixPattern, .mispAttribute:
      inputs = FuzzedIndicators.seeds + TestMessages.texts(in: "Core/Tests/IndicatorsTests")
    case .ledger:
      inputs = FuzzedLedger.seeds
    case .packets:
      inputs = PlantSeeds.frames()
    default:
      inputs = PlantSeeds.flows(of: target) + TestMessages.seeds(of: target)
    }
  }

  /// Writes each seed into a file of its own; the folder is made where it is missing.
  func write(to folder: String) throws {
    let url = URL(filePath: folder)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (number, input) in inputs.enumerated() {
      try Data(input).write(to: url.appending(path: "seed-\(number)"))
    }
    print("\(inputs.count) seeds")
  }
}
