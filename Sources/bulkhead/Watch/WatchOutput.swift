import Captures
import Engine
import Foundation
import Operations
import Reports
import VendorRegistry
import Vocabulary
import WatchSocket

/// A watch whose lines go to a console: in blocks while packets come, and at each pause.
struct WatchOutput: PacketTaker {
  private var inspection: LiveInspection
  let sender: WatchSender
  /// nil where packets come from an interface: then time is the clock's, and nothing waits.
  private var pace: ReplayPace?
  private let registry = VendorRegistry()
  private var pauses = 0

  init(_ inspection: LiveInspection, sender: WatchSender, pace: ReplayPace?) {
    self.inspection = inspection
    self.sender = sender
    self.pace = pace
  }

  mutating func take(_ packet: CapturedPacket, in block: Span<UInt8>, capture: Int) {
    if pace != nil { wait(until: packet.time) }
    inspection.take(packet, in: block, capture: capture)
    if inspection.octets.count >= JSONReport.blockOctets { hand() }
  }

  mutating func pause() {
    if pace == nil { inspection.advance(to: SystemClock.now().time) }
    // Makers of new devices are looked up once in a while: the registry is a file.
    if pauses % 30 == 0, let registry {
      inspection.vendors = registry.names(for: inspection.organisationsWanted)
    }
    pauses += 1
    hand()
  }

  mutating func finish(losses: CaptureLosses?) {
    inspection.losses = losses
    if let registry { inspection.vendors = registry.names(for: inspection.organisationsWanted) }
    inspection.finish()
    hand()
  }

  private mutating func wait(until time: Timestamp) {
    guard let seconds = pace?.secondsUntil(time), seconds > 0.005 else { return }
    // What was seen so far is told now, not after the silence.
    hand()
    Thread.sleep(forTimeInterval: seconds)
  }

  private mutating func hand() {
    guard !inspection.octets.isEmpty else { return }
    sender.send(&inspection.octets, waits: pace != nil)
  }
}

/// When packets of a capture are due, at a speed.
struct ReplayPace {
  private let speed: Double?
  private var start: (packet: Timestamp, clock: ContinuousClock.Instant)?

  /// - Parameter speed: times as fast as they were captured; nil for as fast as can be
  init(speed: Double?) {
    self.speed = speed
  }

  /// Seconds until a packet is due, 0 or less where it is.
  mutating func secondsUntil(_ time: Timestamp) -> Double {
    guard let speed else { return 0 }
    guard let start else {
      start = (time, .now)
      return 0
    }
    let due = Double(time.nanoseconds(since: start.packet)) / 1e9 / speed
    return due - (ContinuousClock.now - start.clock) / .seconds(1)
  }
}
