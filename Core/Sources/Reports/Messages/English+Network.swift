import Vocabulary

/// What devices were told by configuration, and what traffic itself shows.
extension English {
  static func network(_ kind: FindingKind) -> Message? {
    switch kind {
    case .deviceRenamed:
      return Message(
        title: "{actor} gave {target} another name",
        explanation: """
          {actor} sent {count|command|commands} to {target} over {protocol} that set its name of \
          station.\(ending) A controller finds its devices by name, and loses one whose name changed.
          """,
        remedy: """
          Check that the controller still has all its devices. Compare the device's name with the plan \
          and set it back with the engineering tool; find out who uses {actor}.
          """,
        note: "name set, {outcome}")
    case .deviceReaddressed:
      return Message(
        title: "{actor} gave {target} another network address",
        explanation: """
          {actor} sent {count|command|commands} to {target} over {protocol} that set its \
          address.\(ending) Others ask for the device at its old address, and it may now have that of \
          another device.
          """,
        remedy: """
          Check that the controller still has all its devices. Compare the address with the plan. If \
          {actor} is the controller of {target}, list its role in the asset list.
          """,
        note: "address set, {outcome}")
    case .deviceReset:
      return Message(
        title: "{actor} reset {target} to its factory settings",
        explanation: """
          {actor} sent {count|reset command|reset commands} to {target} over {protocol}.\(ending) A \
          device that was reset has lost its name and address; its controller no longer finds it.
          """,
        remedy: """
          Look at the part of the plant that {target} serves. Name and address it again with the \
          engineering tool, and find out who uses {actor}.
          """,
        note: "factory reset, {outcome}")
    case .deviceDiscovery:
      return Message(
        title: "{actor} asked all devices of its segment who they are",
        explanation: """
          {actor} sent a {protocol} question to all devices at once; {count|question or \
          answer|questions and answers} were captured. Engineering tools ask so; a stranger who does has \
          the list of all devices.
          """,
        remedy: """
          If {actor} is an engineering workstation, HMI or controller, list its role in the asset list, \
          and this becomes a note. If nobody knows it, find out who uses it.
          """,
        note: "question to all devices[, {outcome}]")
    case .addressScan:
      return Message(
        title: "{actor} tried {targets|address|addresses} that do not answer",
        explanation: """
          {actor} tried at least {targets|address|addresses}[, the first of them {address},] and got no \
          answer or was turned away. A host of a plant knows its partners; this \
          one is looking for some.
          """,
        remedy: """
          Find {actor} and ask what runs there. If it is your own scanner, list it with the role scanner \
          in the asset list. If nobody knows, take it off the network: old controllers can fail under a \
          scan.
          """,
        note: "first try of an address")
    case .portScan:
      return Message(
        title: "{actor} tried {ports|port|ports} of {target}",
        explanation: """
          {actor} tried up to {ports|port|ports} of each of {targets|host|hosts} within minutes, \
          {target} first, and nothing came of it. Programs know the port that they want; this host is \
          looking for open doors.
          """,
        remedy: """
          Find {actor} and ask what runs there. If it is your own scanner, list it with the role scanner \
          in the asset list. If nobody knows, take it off the network.
          """,
        note: "first try of a port")
    case .unitScan:
      return Message(
        title: "{actor} tried {units|unit id|unit ids} behind {target}",
        explanation: """
          {actor} asked {units|different unit|different units} behind {target} over {protocol} within \
          minutes. Whoever built the line knows which units it has.
          """,
        remedy: """
          Find {actor}. If it was being commissioned, note it; if not, find out who uses it and what it \
          did afterwards.
          """,
        note: "first request to a unit")
    case .functionCodeScan:
      return Message(
        title: "{actor} tried {codes|function|functions} that {target} does not have",
        explanation: """
          {target} refused {codes|different function|different functions} that {actor} asked for over \
          {protocol} within minutes. Trying functions in turn finds out what a device can be told.
          """,
        remedy: """
          Find {actor}. A new tool that asks for what the device lacks is harmless; if no such tool is \
          in use, take {actor} off the network.
          """,
        note: "first refusal of a function")
    case .refusalBurst:
      return Message(
        title: "{target} refused {count|request|requests} of {actor} in a minute or so",
        explanation: """
          {target} refused {count|different request|different requests} of {actor} over {protocol} in a \
          short time. Who knows the device asks for what it has; this is somebody who tries.
          """,
        remedy: """
          Find {actor} and see what it asked for. If it is a tool with a wrong configuration, correct it; \
          if nobody knows it, take it off the network.
          """,
        note: "refused request")
    case .officeProtocolToController:
      return Message(
        title: "{actor} reached {target} over {protocol}",
        explanation: """
          {actor} opened {count|connection|connections} to {target}, a control device, over {protocol}. \
          Malware and strangers move over the protocols of the office; a control device seldom needs \
          them.
          """,
        remedy: """
          Ask whether somebody needs this. If not, switch the service off at {target}, or block it in \
          the firewall. If yes, allow it from one listed station only.
          """,
        note: "first connection")
    case .controlDeviceOnInternet:
      return Message(
        title: "{actor}, a control device, and the internet talk",
        explanation: """
          {actor} and {targets|internet address|internet addresses} had {count|flow|flows}, the first \
          with {address} over {protocol}. What reaches the internet can be reached from there.
          """,
        remedy: """
          Find out what the device wants there: time, names, a maker's remote service. Give it a server \
          inside the plant for it, and block the way to the internet. If {address} is your own, name its \
          network with --ot-networks.
          """,
        note: "first flow with an internet address")
    case .anonymousWrite:
      return Message(
        title: "{actor} changed values of {target} without saying who it is",
        explanation: """
          {actor} made {count|change|changes} at {target} over {protocol} in an anonymous session[, \
          first of {object}]. Nobody can say later who changed the value, and anybody who reaches the \
          server can.
          """,
        remedy: """
          Give the client a user or certificate of its own, then switch anonymous sessions off at \
          {target}, or let them only read.
          """,
        note: "{verb}[ {object}] without a user, {outcome}")
    case .unencryptedWrite:
      return Message(
        title: "{actor} changed values of {target} without protection on the wire",
        explanation: """
          {actor} made {count|change|changes} at {target} over {protocol} in a channel without signature \
          or encryption[, first of {object}]. Anybody on the wire can read and change them on their way.
          """,
        remedy: """
          Set the security policy of client and server to Sign and Encrypt, and switch the policy None \
          off at {target}.
          """,
        note: "{verb}[ {object}] unprotected, {outcome}")
    case .arpSpoofing:
      return Message(
        title: "{mac} claims {targets|address|addresses} of others",
        explanation: """
          The hardware address {mac} claimed {targets|network address|network addresses} that others \
          hold, {count} times in all, the first of them {address}, held by {otherMac}. Whoever does so \
          reads and can change what others send to these addresses.
          """,
        remedy: """
          Find the switch port of {mac} and the device behind it. If it is no router or fail-over \
          partner that you know, unplug it, then check what was changed on the machines that use \
          {address}.
          """,
        note: "the address changes its holder")
    case .arpFlood:
      return Message(
        title: "{mac} floods its segment with ARP",
        explanation: """
          The hardware address {mac}, first with the network address {address}, sent {count|ARP \
          message|ARP messages} at a rate that no device needs. Somebody looks for every address, speaks \
          in another device's name to get its traffic from the switch, or the segment has a loop.
          """,
        remedy: """
          Find the switch ports at which {mac} appears. If there are two, one is a stranger's or a \
          loop's: unplug it. If there is one, find out what the device behind it is doing.
          """,
        note: "first message of the flood")
    case .duplicateAddress:
      return Message(
        title: "Two devices use the address {address}",
        explanation: """
          {mac} and {otherMac} claim the address {address} in turn; {mac} did so {count|time|times}. \
          Both lose connections whenever the other one speaks.
          """,
        remedy: """
          Find both devices by their hardware addresses and give one of them a free address. Look first \
          at what was connected last.
          """,
        note: "the address changes its holder")
    case .conflictingOverlap:
      return Message(
        title: "Parts of a connection from {actor} to {target} came twice with different contents",
        explanation: """
          {count|segment|segments} from {actor} to {target} over {protocol} repeated octets that were \
          sent before, with other contents. A sender repeats what it sent; something else put these in, \
          or hides from inspection.
          """,
        remedy: """
          Compare the packets named as evidence. If a faulty network card or capture does not explain \
          them, look for a device between the two.
          """,
        note: "octets that differ from those sent before")
    case .gooseAnomaly:
      return Message(
        title: "{actor} sent GOOSE messages that do not fit those before",
        explanation: """
          {count|message|messages} of {protocol} from {actor}[, first of {object},] do not fit what was \
          published before (other party: {target}): another sender of the same control block, numbers that \
          went back, another revision, or the test flag. Protection devices trip and close breakers by \
          these messages and believe the highest number.
          """,
        remedy: """
          Ask whether somebody tests or reconfigures protection devices right now. If nobody does, find \
          where {actor} is plugged in. Check that no protection device that subscribes has tripped, and that \
          each still follows its publisher.
          """,
        note: "message that does not fit[: {object}]")
    case .malformedControlTraffic:
      return Message(
        title: "{actor} sent messages to {target} that break the rules of {protocol}",
        explanation: """
          {count|message|messages} from {actor} to {target} break the rules of {protocol}. Many \
          controllers fail on what they do not expect. One or two may be a fault of the device; many \
          look like somebody who tries.
          """,
        remedy: """
          Check that {target} works. Find out what runs on {actor}; if it is a device of the plant, ask \
          its maker for newer firmware.
          """,
        note: "malformed message")
    case .secretInClear:
      return Message(
        title: "A secret went in clear from {actor} to {target}",
        explanation: """
          {actor} sent a password or key of {octets|octet|octets} to {target} over {protocol} for \
          everybody on the wire to read, {count|time|times}. It is not shown here; the packet is named \
          below.
          """,
        remedy: """
          Change this secret, and wherever else it is used. Then replace {protocol} by a protected \
          protocol, or keep it in a network of its own.
          """,
        note: "a secret of {octets|octet|octets} in clear")
    default: return nil
    }
  }
}
