public import Captures

/// Why an interface could not be captured from, or no longer.
public struct LiveCaptureError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// With the names of those there are.
    case noSuchInterface(others: [String])
    case interfaceIsDown
    case noPermission
    case unsupportedLinkType(LinkType)
    case filter(FilterFault)
    /// During the capture: the device was taken out, or its driver or virtual machine went.
    case vanished
    /// During the capture.
    case wentDown
    /// What the system says.
    case system(String)
  }

  public let interface: String
  public let kind: Kind
  /// Packets that were given before; nil where the capture never began.
  public let packets: UInt64?

  public init(_ kind: Kind, interface: String, packets: UInt64? = nil) {
    self.kind = kind
    self.interface = interface
    self.packets = packets
  }
}

extension LiveCaptureError: CustomStringConvertible {
  /// One line: the interface, what is wrong, and what to do.
  public var description: String {
    if case .filter(let fault) = kind { return "--filter: \(fault)" }
    return "\(PlainText.shown(interface)): \(message)"
  }

  private var message: String {
    switch kind {
    case .noSuchInterface(let others):
      others.isEmpty
        ? "there is no such interface, nor any other"
        : "there is no such interface; there are \(others.map(PlainText.shown).joined(separator: ", "))"
    case .interfaceIsDown:
      "the interface is down: bring it up with 'ip link set \(PlainText.shown(interface)) up'"
    case .noPermission:
      "no permission to capture: run it as root, or give the program the right once with "
        + "'setcap cap_net_raw+ep' and its path"
    case .unsupportedLinkType(let type):
      "packets of link type \(type.text) are not read: capture from the Ethernet interface"
    case .filter(let fault):
      fault.description
    case .vanished:
      "the interface vanished during the capture\(extent): check its card, adapter or virtual machine"
    case .wentDown:
      "the interface went down during the capture\(extent): bring it up and start again"
    case .system(let reason):
      packets == nil
        ? "cannot be captured from: \(PlainText.shown(reason))"
        : "the capture broke off\(extent): \(PlainText.shown(reason))"
    }
  }

  private var extent: String {
    packets.map { ", after \($0) packets, where the report ends" } ?? ""
  }
}

/// Text of the caller's or the system's on its way to a terminal: no control character is printed.
enum PlainText {
  static func shown(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
        ? "?" : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
