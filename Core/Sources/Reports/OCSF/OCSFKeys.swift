import JSON

/// The keys of events, escaped once; those that the JSON report has too stand with that.
///
/// Source: OCSF schema 1.3.0, attribute dictionary.
extension JSONKey {
  static let activityID: JSONKey = "activity_id"
  static let activityName: JSONKey = "activity_name"
  static let categoryName: JSONKey = "category_name"
  static let categoryUID: JSONKey = "category_uid"
  static let className: JSONKey = "class_name"
  static let classUID: JSONKey = "class_uid"
  static let connectionInfo: JSONKey = "connection_info"
  static let description: JSONKey = "desc"
  static let destinationEndpoint: JSONKey = "dst_endpoint"
  static let endTime: JSONKey = "end_time"
  static let firstSeenTime: JSONKey = "first_seen_time"
  static let hostname: JSONKey = "hostname"
  static let ip: JSONKey = "ip"
  static let lastSeenTime: JSONKey = "last_seen_time"
  static let metadata: JSONKey = "metadata"
  static let port: JSONKey = "port"
  static let product: JSONKey = "product"
  static let severityID: JSONKey = "severity_id"
  static let sourceEndpoint: JSONKey = "src_endpoint"
  static let startTime: JSONKey = "start_time"
  static let time: JSONKey = "time"
  static let traffic: JSONKey = "traffic"
  static let type: JSONKey = "type"
  static let typeID: JSONKey = "type_id"
  static let typeName: JSONKey = "type_name"
  static let typeUID: JSONKey = "type_uid"
  static let uid: JSONKey = "uid"
  static let unmapped: JSONKey = "unmapped"
  static let vendorName: JSONKey = "vendor_name"
}
