/// What a captured frame begins with.
///
/// Source: the link-layer header types of tcpdump.org.
public enum LinkLayer: UInt8, Hashable, Sendable {
  case ethernet
  /// Linux cooked capture v1 (LINKTYPE_LINUX_SLL) and v2 (LINKTYPE_LINUX_SLL2).
  case linuxCooked, linuxCooked2
  /// An IPv4 or IPv6 header, told apart by its version.
  case rawIP
  /// A 32-bit protocol family in the capturing host's byte order (NULL) or network order (LOOP).
  case loopback
}
