import BuiltProgram
import PlantSimulator

/// An hour of the simulated plant with every scenario in it, made once for all tests.
enum SamplePlant {
  static let frames = frames(Scenario.allCases)
  static let octets = capture(frames)

  static func frames(_ scenarios: [Scenario]) -> [SimulatedFrame] {
    var plant = PlantSimulation(seed: 7, hours: 1, scenarios: scenarios)
    var frames: [SimulatedFrame] = []
    while let frame = plant.next() { frames.append(frame) }
    return frames
  }

  /// The frames as a capture, each changed first.
  static func capture(_ frames: [SimulatedFrame], _ change: (inout [UInt8]) -> Void = { _ in }) -> [UInt8] {
    let writer = CaptureWriter()
    var file = writer.fileHeader
    for frame in frames {
      var octets = frame.octets
      change(&octets)
      writer.append(octets, at: frame.time, to: &file)
    }
    return file
  }
}
