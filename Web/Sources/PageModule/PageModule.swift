import CPage
import Captures
import Engine
import Reports

/// One capture on its way from the page to its report.
private struct PageInspection {
  let path: String
  var feed = CaptureFeed()
  var inspection = Inspection()

  mutating func take(_ octets: Span<UInt8>, isLast: Bool) {
    feed.take(octets, isLast: isLast) { block, packet in inspection.take(packet, in: block, capture: 0) }
  }
}

/// What the page's calls share. A page's worker is one thread: its calls never overlap.
private enum Page {
  // SAFETY: for both, no two calls run at once.
  nonisolated(unsafe) private static var inspection: PageInspection?
  nonisolated(unsafe) private static var input: [UInt8] = []

  static var current: PageInspection? {
    get { unsafe inspection }
    _modify { yield unsafe &inspection }
  }

  /// Where the page writes what it hands over.
  static var room: [UInt8] {
    get { unsafe input }
    _modify { yield unsafe &input }
  }
}

/// Makes room for `count` octets and says where: the page writes there before its next call, and not after
/// it.
@_expose(wasm, "bulkhead_input") @_cdecl("bulkhead_input")
public func pageInput(_ count: Int) -> UnsafeMutablePointer<UInt8>? {
  if Page.room.count != count { Page.room = [UInt8](repeating: 0, count: max(count, 0)) }
  // SAFETY: the array is not touched until the page's next call, which ends the use of the address.
  return unsafe Page.room.withUnsafeMutableBufferPointer { $0.baseAddress }
}

/// Begins a capture, whose name the page wrote.
@_expose(wasm, "bulkhead_open") @_cdecl("bulkhead_open")
public func pageOpen() {
  Page.current = PageInspection(path: String(decoding: Page.room, as: UTF8.self))
}

/// Takes the capture's next octets, which the page wrote; `isLast` is 1 where none follow.
@_expose(wasm, "bulkhead_take") @_cdecl("bulkhead_take")
public func pageTake(_ isLast: Int) {
  Page.current?.take(Page.room.span, isLast: isLast == 1)
}

/// Ends the capture and gives what the command line's exit status would be: 0 all read, 1 nothing, 2 a part.
///
/// Why it could not be read on is emitted, in the command line's words.
@_expose(wasm, "bulkhead_close") @_cdecl("bulkhead_close")
public func pageClose() -> Int {
  guard Page.current != nil else { return 1 }
  Page.current?.inspection.finish()
  guard let error = Page.current?.feed.error else { return 0 }
  emit(Array(error.message.utf8))
  return Page.current?.feed.tally.packets == 0 ? 1 : 2
}

/// Packets that were read.
@_expose(wasm, "bulkhead_packets") @_cdecl("bulkhead_packets")
public func pagePackets() -> Int {
  Int(clamping: Page.current?.feed.tally.packets ?? 0)
}

/// Emits the report: as JSON for 0, as a page for 1, as text for 2.
@_expose(wasm, "bulkhead_report") @_cdecl("bulkhead_report")
public func pageReport(_ form: Int) {
  guard let current = Page.current else { return }
  let row = CaptureRow(current.feed.tally, path: current.path, truncatedAt: current.feed.error?.truncatedAt)
  let report = current.inspection.report(captures: [row])
  switch form {
  case 0:
    var json = JSONReport(report)
    json.write(to: emitBlock)
  case 1:
    var html = HTMLReport(report)
    html.write(to: emitBlock)
  default:
    var text = TextReport(report, isColoured: false)
    emit(text.write())
  }
}

private func emitBlock(_ octets: inout [UInt8]) {
  emit(octets)
  octets.removeAll(keepingCapacity: true)
}

private func emit(_ octets: [UInt8]) {
  // SAFETY: the page copies the octets before the call returns.
  unsafe octets.withUnsafeBufferPointer { buffer in
    if let start = buffer.baseAddress { unsafe bulkhead_emit(start, buffer.count) }
  }
}
