import CPcap
import Captures
import Glibc
import Vocabulary

/// An open interface of libpcap: the only place that calls the library.
///
/// Packets are read where the kernel laid them, in a ring that both map (TPACKET_V3): nothing is copied.
/// A class, so that the handle is closed once; it is not shared.
@safe
final class PcapHandle {
  /// The ring: at 100,000 packets of 500 octets a second it holds those of more than a second. Its pages
  /// count as the program's memory.
  static let ringOctets: Int32 = 64 << 20
  /// The most that the kernel may hand over as one packet, joined segments included, so that none is cut.
  static let snapshotOctets: Int32 = 262_144
  /// How long a part of the ring that is not full may wait.
  static let retireMilliseconds: Int32 = 100

  let linkType: LinkType
  /// For `poll`.
  let descriptor: Int32
  private let handle: OpaquePointer

  init(interface: String) throws(LiveCaptureError) {
    var reason = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    // SAFETY: the name is read during the call; the buffer has the size that the library writes at most.
    guard let handle = unsafe pcap_create(interface, &reason) else {
      throw LiveCaptureError(.system(Self.text(reason)), interface: interface)
    }
    // SAFETY: the handle is not active yet, so all of these may be set; none keeps a pointer.
    _ = unsafe (
      pcap_set_snaplen(handle, Self.snapshotOctets), pcap_set_promisc(handle, 1),
      pcap_set_timeout(handle, Self.retireMilliseconds), pcap_set_buffer_size(handle, Self.ringOctets),
      pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO)
    )
    // SAFETY: the handle is the library's, and not closed.
    let status = unsafe pcap_activate(handle)
    guard status >= 0 else {
      // SAFETY: the text is copied before the handle is closed.
      let text = unsafe String(cString: pcap_geterr(handle))
      // SAFETY: closed here only, and never used after.
      unsafe pcap_close(handle)
      throw LiveCaptureError(Self.kind(status, text), interface: interface)
    }
    // SAFETY: the handle is active and open; the buffer has the size that the library writes at most.
    unsafe (linkType, descriptor) = (
      LinkType(rawValue: UInt16(clamping: pcap_datalink(handle))), pcap_get_selectable_fd(handle)
    )
    // SAFETY: as above.
    _ = unsafe pcap_setnonblock(handle, 1, &reason)
    // SAFETY: this object alone owns the handle from here on.
    unsafe self.handle = handle
  }

  deinit {
    // SAFETY: nobody else has the handle, and this is the last use.
    unsafe pcap_close(handle)
  }

  /// What stopped a filter from being compiled, in the library's words; nil where it compiles.
  func refusal(ofFilter filter: String) -> String? {
    // SAFETY: an empty program, which nobody runs.
    var program = unsafe bpf_program()
    // SAFETY: the text is read during the call, the program written; both outlive it.
    guard unsafe pcap_compile(handle, &program, filter, 1, PCAP_NETMASK_UNKNOWN) == 0 else {
      return lastError
    }
    // SAFETY: the program was compiled above and is let go once.
    unsafe pcap_freecode(&program)
    return nil
  }

  /// Lets only packets through that match; gives why not, in the library's words.
  func setFilter(_ filter: String) -> String? {
    // SAFETY: an empty program, which nobody runs.
    var program = unsafe bpf_program()
    // SAFETY: the text is read during the call, the program written; both outlive it.
    guard unsafe pcap_compile(handle, &program, filter, 1, PCAP_NETMASK_UNKNOWN) == 0 else {
      return lastError
    }
    // SAFETY: the program was compiled above; the kernel takes a copy.
    let status = unsafe pcap_setfilter(handle, &program)
    // SAFETY: let go once.
    unsafe pcap_freecode(&program)
    return status == 0 ? nil : lastError
  }

  /// Gives at most `limit` packets that are there; waits for none.
  ///
  /// - Returns: how many, or a negative number where the capture failed; see ``lastError``.
  func dispatch(to delivery: inout Delivery, limit: Int32) -> Int32 {
    // SAFETY: the delivery outlives the call, and only `deliver` uses it meanwhile, on this thread.
    unsafe withUnsafeMutableBytes(of: &delivery) { context in
      // SAFETY: the library hands the context to `deliver` and does not look into it.
      unsafe pcap_dispatch(handle, limit, deliver, context.baseAddress?.assumingMemoryBound(to: UInt8.self))
    }
  }

  /// What the kernel and the interface dropped since the capture began, modulo 2^32; nil where nobody knows.
  var drops: (kernel: UInt32, interface: UInt32)? {
    var statistics = pcap_stat()
    // SAFETY: the library writes one structure, which outlives the call.
    guard unsafe pcap_stats(handle, &statistics) == 0 else { return nil }
    return (statistics.ps_drop, statistics.ps_ifdrop)
  }

  /// The library's words on what failed last.
  var lastError: String {
    // SAFETY: the text is null-terminated, the handle's own, and copied at once.
    unsafe String(cString: pcap_geterr(handle))
  }

  private static func kind(_ status: Int32, _ text: String) -> LiveCaptureError.Kind {
    switch status {
    case PCAP_ERROR_NO_SUCH_DEVICE: .noSuchInterface(others: NetworkInterfaces.names)
    case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED: .noPermission
    case PCAP_ERROR_IFACE_NOT_UP: .interfaceIsDown
    default: .system(text.isEmpty ? "error \(status) of libpcap" : text)
    }
  }

  private static func text(_ octets: [CChar]) -> String {
    String(decoding: octets.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Where packets go, and the count of them.
struct Delivery {
  let body: (Span<UInt8>, CapturedPacket) -> Void
  let linkType: LinkType
  var counts = PacketCounts()
  /// Packets of a later time are not given: they came after the capture's end.
  var until = Timestamp(nanoseconds: .max)
  /// A later one was seen.
  var isPast = false
}

/// Takes one packet from the library. No allocation, no copy.
private func deliver(
  _ context: UnsafeMutablePointer<UInt8>?, _ header: UnsafePointer<pcap_pkthdr>?,
  _ octets: UnsafePointer<UInt8>?
) {
  // SAFETY: the context is the delivery that ``PcapHandle/dispatch(to:limit:)`` lent for this call.
  let delivery = unsafe UnsafeMutableRawPointer(context)?.assumingMemoryBound(to: Delivery.self)
  // SAFETY: the library gives a header that is valid during this call; it is copied.
  guard let delivery = unsafe delivery, let header = unsafe header?.pointee, let octets = unsafe octets else {
    return
  }
  // With the precision that was asked for, `tv_usec` holds nanoseconds.
  let time = Timestamp(seconds: Int64(header.ts.tv_sec), nanoseconds: Int64(header.ts.tv_usec))
  // SAFETY: the delivery is valid and used by nobody else during this call, here and below.
  guard unsafe time <= delivery.pointee.until else {
    // SAFETY: as above.
    unsafe delivery.pointee.isPast = true
    return
  }
  let length = Int(header.len)
  // SAFETY: as above.
  unsafe delivery.pointee.counts.count(octets: length, at: time)
  // SAFETY: as above.
  let (number, linkType) = unsafe (delivery.pointee.counts.packets, delivery.pointee.linkType)
  let packet = CapturedPacket(
    number: UInt32(clamping: number), time: time, start: 0, end: Int(header.caplen),
    originalOctets: length, linkType: linkType)
  // SAFETY: the library holds `caplen` octets there, unchanged until this call returns.
  let block = unsafe Span(_unsafeStart: octets, count: Int(header.caplen))
  // SAFETY: as above.
  unsafe delivery.pointee.body(block, packet)
}
