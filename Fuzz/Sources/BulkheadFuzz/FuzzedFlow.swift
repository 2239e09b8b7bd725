import Protocols
import Streams
import Vocabulary

/// One flow: its ends, and what waits of each side's octets.
struct FuzzedFlow {
  private(set) var client: EndpointID
  private(set) var server: EndpointID
  private var clientIsKnown: Bool
  /// The server of the records is the client.
  private(set) var isTurned = false
  var sides = [FuzzedSide(), FuzzedSide()]

  init(client: EndpointID, server: EndpointID, clientIsKnown: Bool) {
    self.client = client
    self.server = server
    self.clientIsKnown = clientIsKnown
  }

  /// Turns the flow round where the dissector found that the other end is the client.
  mutating func turn(_ dissection: Dissection, isFromServer: Bool) {
    guard dissection.senderIsClient || dissection.receiverIsClient, !clientIsKnown else { return }
    if isFromServer == dissection.senderIsClient {
      swap(&client, &server)
      isTurned.toggle()
    }
    clientIsKnown = true
  }
}

/// What a stream's dissector said of one side's octets, kept as the engine keeps it.
struct FuzzedSide {
  private var waiting: [UInt8] = []
  private var skip = 0
  private var needs = 0
  /// Octets are passed over until a segment begins with a message.
  var isAstray = false

  /// The next octets are not behind those that wait.
  mutating func lose() {
    waiting = []
    needs = 0
    isAstray = true
  }

  /// What a dissector is shown now that `octets` came: nil where it asked for more than there is.
  mutating func shown(_ octets: ArraySlice<UInt8>) -> [UInt8]? {
    let passed = min(skip, octets.count)
    skip -= passed
    let octets = octets.dropFirst(passed)
    if octets.isEmpty { return nil }
    guard waiting.count + octets.count <= StreamBuffers.messageLimit else {
      lose()
      return nil
    }
    waiting += octets
    guard waiting.count >= needs else { return nil }
    let shown = waiting
    waiting = []
    return shown
  }

  /// Takes over what the dissector says of the octets that it was shown.
  mutating func advance(_ shown: [UInt8], _ progress: StreamProgress) {
    demand(progress.consumed >= 0, "\(progress.consumed) octets consumed")
    demand(progress.needs >= 0, "\(progress.needs) octets needed")
    if progress.isLost {
      lose()
      return
    }
    needs = progress.needs
    if progress.consumed > shown.count {
      skip = progress.consumed - shown.count
      return
    }
    let rest = shown.count - progress.consumed
    demand(
      needs == 0 || needs > rest, "\(needs) octets needed of the next message, \(rest) were there")
    waiting = Array(shown.suffix(rest))
  }
}
