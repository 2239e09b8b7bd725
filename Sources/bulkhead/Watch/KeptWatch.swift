import Glibc
import Operations
import Storage
import Vocabulary
import WatchRecords
import WatchSocket

/// What watches tell, kept in the site's folder; of each finding it is said that it stands.
struct KeptWatch {
  private let database: WatchDatabase
  private let receiver: WatchReceiver

  /// Listens for watches at a socket from now on.
  init(at path: String, in folder: String) throws {
    let database = try WatchDatabase(path: folder + SiteFolder.files.watch)
    self.database = database
    receiver = try WatchReceiver(
      at: path, users: [getuid(), 0],
      keeper: WatchReceiver.Keeper(
        last: { sensor, run in
          guard let last = try database.lastBatch(of: sensor), last.run == run else { return 0 }
          return last.number
        },
        keep: { lines, sensor, run, number in
          let place = BatchPlace(sensor: sensor, run: run, number: number)
          let news = try database.take(lines, from: place, at: SystemClock.now().time) ?? []
          for finding in news { Self.tell(finding) }
        },
        told: { StandardStream.error.write(line: "bulkhead: \($0)") }))
  }

  func stop() {
    receiver.stop()
    // What could not be moved out of the log now is moved when the file is opened next.
    try? database.close()
  }

  /// One line for a person at the terminal.
  private static func tell(_ finding: FindingRecord) {
    guard finding.severity >= .medium else { return }
    let title = finding.title.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }
    let words = String(String.UnicodeScalarView(title))
    StandardStream.output.write(
      line: "\(finding.last.rfc3339.prefix(19)) \(finding.severity.text): \(words)")
  }
}
