public import Captures
import Glibc
import Vocabulary

/// A capture from one interface, from when it is opened on. It listens only: no frame is sent.
///
/// A class, since the open handle within has one owner; it is not shared.
public final class LiveCapture {
  /// Packets that are given before the clock and the signals are looked at again.
  private static let dispatchLimit: Int32 = 4_096
  /// How long packets of before the end are still waited for.
  private static let drainLimit: Int64 = 10_000_000_000
  private static let second: Int64 = 1_000_000_000

  /// What was captured so far.
  public private(set) var summary: LiveSummary

  private let interface: String
  private let index: UInt32
  private let handle: PcapHandle
  private var drops = DropCounts()

  /// Opens the interface; packets are kept for ``run(for:until:onProgress:_:)`` from now on.
  ///
  /// - Parameter filter: which packets are captured, in the language of pcap-filter(7); nil for all.
  public init(interface: String, filter: String?) throws(LiveCaptureError) {
    handle = try PcapHandle(interface: interface)
    self.interface = interface
    // SAFETY: the name is read during the call only.
    index = unsafe if_nametoindex(interface)
    summary = LiveSummary(interface: interface, linkType: handle.linkType)
    guard handle.linkType.isSupported else {
      throw LiveCaptureError(.unsupportedLinkType(handle.linkType), interface: interface)
    }
    guard let filter else { return }
    let fault =
      FilterFault(ofWordsIn: filter)
      ?? handle.setFilter(filter).map { FilterFault(in: filter, saying: $0, refusal: handle.refusal) }
    if let fault { throw LiveCaptureError(.filter(fault), interface: interface) }
  }

  /// Gives every packet to `body`: its octets, and the packet, whose octets are all of these. They are
  /// borrowed for the call.
  ///
  /// - Parameters:
  ///   - limit: how long; nil until somebody ends it
  ///   - stop: ends the capture. What was on the wire before is still given.
  ///   - onProgress: called about once a second
  public func run(
    for limit: Duration?, until stop: StopSignals, onProgress: (LiveSummary) -> Void = { _ in },
    _ body: (Span<UInt8>, CapturedPacket) -> Void
  ) {
    withoutActuallyEscaping(body) { body in
      var delivery = Delivery(body: body, linkType: handle.linkType)
      var now = Clock.monotonic
      let deadline = limit.map { now &+ Clock.nanoseconds($0) } ?? .max
      var nextCount = now
      var end: Int64?
      var failure: LiveCaptureError.Kind?
      while true {
        let given = handle.dispatch(to: &delivery, limit: Self.dispatchLimit)
        now = Clock.monotonic
        if now >= nextCount {
          nextCount = now &+ Self.second
          count(delivery.counts)
          onProgress(summary)
        }
        if end == nil, stop.take() || now >= deadline {
          end = now
          delivery.until = Clock.wall
          stop.disarm()
        }
        if let end, isDrained(delivery, given, for: now &- end) { break }
        if given > 0 { continue }
        let isTroubled = wait(stop, until: end == nil ? min(deadline, nextCount) : now &+ 20_000_000, at: now)
        if end == nil, given < 0 || isTroubled {
          failure = trouble(hasFailed: given < 0)
          // What the ring still holds was seen before.
          if failure != nil { end = now }
        }
      }
      count(delivery.counts)
      summary.error = failure.map {
        LiveCaptureError($0, interface: interface, packets: delivery.counts.packets)
      }
    }
  }

  /// Whether all that came before the end was given, `sinceEnd` nanoseconds after it.
  private func isDrained(_ delivery: Delivery, _ given: Int32, for sinceEnd: Int64) -> Bool {
    let retire = Int64(PcapHandle.retireMilliseconds) &* 1_000_000
    return delivery.isPast || given <= 0 && sinceEnd > 2 &* retire || sinceEnd > Self.drainLimit
  }

  /// Waits for packets, a signal or the moment; gives whether the interface may be gone.
  private func wait(_ stop: StopSignals, until moment: Int64, at now: Int64) -> Bool {
    var descriptors = [
      pollfd(fd: handle.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let milliseconds = Int32(clamping: max(0, moment &- now) / 1_000_000 &+ 1)
    // SAFETY: poll reads and writes the two entries during the call only.
    let ready = unsafe poll(&descriptors, 2, milliseconds)
    return ready == 0 || Int32(descriptors[0].revents) & (POLLERR | POLLHUP | POLLNVAL) != 0
  }

  /// Why the capture cannot go on; nil where it can.
  private func trouble(hasFailed: Bool) -> LiveCaptureError.Kind? {
    // The device of all interfaces has no number: it does not go down.
    if index != 0 {
      switch NetworkInterfaces.state(of: index) {
      case .absent: return .vanished
      case .down: return .wentDown
      case .up: break
      }
    }
    return hasFailed ? .system(handle.lastError) : nil
  }

  private func count(_ counts: PacketCounts) {
    summary.counts = counts
    if let now = handle.drops { drops.take(kernel: now.kernel, interface: now.interface) }
    summary.kernelDropped = drops.kernel
    summary.interfaceDropped = drops.interface
  }
}

/// The system's clocks, in nanoseconds.
private enum Clock {
  /// Only goes forward.
  static var monotonic: Int64 { read(CLOCK_MONOTONIC) }

  /// The time that packets are stamped with.
  static var wall: Timestamp { Timestamp(nanoseconds: read(CLOCK_REALTIME)) }

  static func nanoseconds(_ duration: Duration) -> Int64 {
    Timestamp(
      seconds: duration.components.seconds, nanoseconds: duration.components.attoseconds / 1_000_000_000
    ).nanoseconds
  }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    // SAFETY: the pointer is to a local value and is not kept.
    _ = unsafe clock_gettime(clock, &time)
    return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec)).nanoseconds
  }
}
