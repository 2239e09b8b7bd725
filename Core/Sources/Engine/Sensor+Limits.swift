import Packets
import Protocols
import Streams
import Vocabulary

extension Sensor {
  func hasObservations(atLeast count: Int) -> Bool {
    let observations = dissection.observations
    return observations.activities.count >= count || !observations.facts.isEmpty
      || !observations.bindings.isEmpty || !observations.anomalies.isEmpty || !observations.flows.isEmpty
  }

  /// Each limit of the sensor, with what was dropped at it.
  var limits: [LimitUse] {
    [
      LimitUse("endpointLimit", limit: dissection.endpoints.limit, dropped: dissection.endpoints.dropped),
      LimitUse("nameOctetLimit", limit: dissection.names.limit, dropped: dissection.names.dropped),
      LimitUse("requestLimit", limit: PendingRequests.requestLimit, dropped: dissection.pending.dropped),
      LimitUse("objectLimit", limit: Dissection.objectLimit, dropped: dissection.droppedObjects),
      LimitUse("messageCodeLimit", limit: MessageTally.codeLimit, dropped: dissection.messages.dropped),
      LimitUse("flowLimit", limit: FlowTable.flowLimit, dropped: flows.evicted),
      LimitUse("streamOctetLimit", limit: StreamBuffers.octetLimit, dropped: buffers.dropped),
      LimitUse("earlySegmentOctetLimit", limit: EarlySegments.octetLimit, dropped: early.dropped),
      LimitUse("tentativeOctetLimit", limit: TentativeSegments.octetLimit, dropped: tentative.dropped),
      LimitUse("fragmentOctetLimit", limit: FragmentTable.octetLimit, dropped: fragments.dropped),
    ]
  }
}
