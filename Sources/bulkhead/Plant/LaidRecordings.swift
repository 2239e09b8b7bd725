import PlantSimulator
import Vocabulary

/// The recordings of a plan, each opened when its time has come and closed at its end.
struct LaidRecordings {
  private let folder: String
  /// By their start, the earliest last.
  private var waiting: [(recording: Recording, index: Int, start: Timestamp)] = []
  private var open: [RecordingFile] = []

  /// Tries to open each recording once, so that nothing is half done for want of a file.
  ///
  /// - Parameter folder: where the recordings' names begin
  init(_ plan: PlantPlan, folder: String) throws {
    self.folder = folder
    for (index, entry) in plan.entries.enumerated() {
      guard case .recording(let recording) = entry.making else { continue }
      waiting.append((recording, index, entry.start))
      _ = try file(recording, index, entry.start)
    }
    waiting.sort { ($0.start, $0.index) > ($1.start, $1.index) }
  }

  /// The next frame of any recording, where it comes before `time`.
  mutating func next(before time: Timestamp) throws -> SimulatedFrame? {
    while let first = waiting.last, first.start < time {
      waiting.removeLast()
      open.append(try file(first.recording, first.index, first.start))
    }
    var earliest: (place: Int, frame: SimulatedFrame)?
    for (place, file) in open.enumerated() {
      guard let frame = file.next else { continue }
      if frame.time < earliest?.frame.time ?? time { earliest = (place, frame) }
    }
    guard let earliest else { return nil }
    let file = open[earliest.place]
    do throws(ReadFault) {
      try file.advance()
    } catch {
      throw refusal("a recording ends early: \(error.message)")
    }
    if file.next == nil { open.remove(at: earliest.place) }
    return earliest.frame
  }

  private func file(_ recording: Recording, _ index: Int, _ start: Timestamp) throws -> RecordingFile {
    let path =
      recording.file.hasPrefix("/") || folder.isEmpty ? recording.file : folder + "/" + recording.file
    do throws(ReadFault) {
      return try RecordingFile(path, LaidRecording(recording, entry: index, start: start))
    } catch {
      throw refusal("\(path): \(error.message)")
    }
  }
}
