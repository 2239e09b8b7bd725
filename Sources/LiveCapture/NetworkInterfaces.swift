import Glibc

/// The interfaces of this machine, as the kernel lists them; asking sends nothing.
enum NetworkInterfaces {
  enum State {
    case absent, down, up
  }

  /// Their names, each once, in the kernel's order.
  static var names: [String] {
    var names: [String] = []
    forEach { name, _ in
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// The interface with that number, whatever its name is now.
  static func state(of index: UInt32) -> State {
    var letters = [CChar](repeating: 0, count: Int(IF_NAMESIZE))
    // SAFETY: the buffer has the size that is written at most.
    guard unsafe if_indextoname(index, &letters) != nil else { return .absent }
    let interface = String(decoding: letters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var state = State.absent
    forEach { name, isUp in
      if name == interface { state = isUp ? .up : .down }
    }
    return state
  }

  private static func forEach(_ body: (String, _ isUp: Bool) -> Void) {
    var first: UnsafeMutablePointer<ifaddrs>?
    // SAFETY: getifaddrs stores one pointer into the variable, which outlives the call.
    guard unsafe getifaddrs(&first) == 0 else { return }
    // SAFETY: the list is let go once, when nothing of it is used any more.
    defer { unsafe freeifaddrs(first) }
    // SAFETY: a link of the list, nil at its end.
    var next = unsafe first
    // SAFETY: getifaddrs gives a list whose links and names stay valid until freeifaddrs.
    while let one = unsafe next?.pointee {
      // SAFETY: the name is null-terminated, and copied here.
      unsafe body(String(cString: one.ifa_name), one.ifa_flags & UInt32(IFF_UP) != 0)
      // SAFETY: the next link, or nil.
      unsafe next = one.ifa_next
    }
  }
}
