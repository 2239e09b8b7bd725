import PlantCalendar
import Vocabulary

/// What a novelty says beyond its item.
struct Sighting {
  let time: Timestamp
  let place: PacketPlace
  let actor: EndpointID
  let target: EndpointID
  let verb: Verb
  let object: ObjectReference
  let name: ProtocolName
  let actorAddress: HostAddress
  let targetAddress: HostAddress

  init(_ activity: ActivityObservation, target: EndpointID, _ endpoints: borrowing EndpointTable) {
    (time, place, actor) = (activity.time, activity.place, activity.actor)
    self.target = target
    (verb, object, name) = (activity.verb, activity.object, activity.name)
    actorAddress = endpoints[activity.actor].address
    targetAddress = endpoints[target].address
  }

  init(
    _ flow: FlowSummary, actor: EndpointID? = nil, target: EndpointID, _ endpoints: borrowing EndpointTable
  ) {
    (time, place) = (flow.first, flow.place)
    self.actor = actor ?? flow.client
    self.target = target
    (verb, object, name) = (.connect, .none, flow.name)
    actorAddress = endpoints[self.actor].address
    targetAddress = endpoints[target].address
  }
}

extension Baselines {
  /// Who did it is known by the device: persons come from logs.
  func said(of sighting: Sighting) -> NoveltyCalendar {
    let machine = CalendarParty(addresses: [sighting.targetAddress])
    let orders = calendar.workOrders(
      at: sighting.time, machine: machine, verb: sighting.verb,
      by: [CalendarParty(addresses: [sighting.actorAddress])])
    return NoveltyCalendar(
      isOnHours: calendar.moment(at: sighting.time).isOnHours, workOrders: orders.map(\.number),
      orderedFor: orders.flatMap(\.people),
      commissionings: calendar.commissionings(at: sighting.time, machine: machine).map(\.name))
  }
}
