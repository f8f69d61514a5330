namespace Platform.Gateway.Expressions;

/// <summary>
/// The .NET types of policies, and of some of them the members:
/// https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#CLRTypes
/// </summary>
internal static class AllowList
{
    public const string Constructor = "(Constructor)";

    // Object and Enum are not listed, and are what everything is
    private static readonly HashSet<string> _whole =
    [
        "System.Object", "System.Enum", "System.ValueType",
        .. In("Newtonsoft.Json", "Formatting"),
        .. In("Newtonsoft.Json.Linq", "Extensions JArray JConstructor JContainer JObject JProperty JRaw JToken JTokenType JValue"),
        .. In("System", "Array BitConverter Boolean Byte Char Convert DateTimeOffset Decimal Double Exception Guid Int16 Int32 Int64 Math"),
        .. In("System", "MidpointRounding Nullable Random SByte Single String StringComparer StringComparison StringSplitOptions TimeSpan"),
        .. In("System", "TimeZone TimeZoneInfo.AdjustmentRule TimeZoneInfo.TransitionTime TimeZoneInfo Tuple"),
        .. In("System", "UInt16 UInt32 UInt64 Uri UriPartial"),
        .. In("System.Collections.Generic", "Dictionary HashSet ICollection IDictionary IEnumerable IEnumerator IList IReadOnlyCollection"),
        .. In("System.Collections.Generic", "IReadOnlyDictionary ISet KeyValuePair List Queue Stack"),
        .. In("System.IO", "StringReader StringWriter"),
        .. In("System.Linq", "Enumerable"),
        .. In("System.Net", "IPAddress WebUtility"),
        .. In("System.Security.Cryptography", "AsymmetricAlgorithm CipherMode HashAlgorithm HashAlgorithmName HMAC HMACMD5 HMACSHA1"),
        .. In("System.Security.Cryptography", "HMACSHA256 HMACSHA384 HMACSHA512 KeyedHashAlgorithm MD5 Oid PaddingMode"),
        .. In("System.Security.Cryptography", "RNGCryptoServiceProvider RSA RSAEncryptionPadding RSASignaturePadding SHA1 SHA1Managed"),
        .. In("System.Security.Cryptography", "SHA256 SHA256Managed SHA384 SHA384Managed SHA512 SHA512Managed SymmetricAlgorithm"),
        .. In("System.Security.Cryptography.X509Certificates", "PublicKey RSACertificateExtensions X509Certificate X509Certificate2"),
        .. In("System.Security.Cryptography.X509Certificates", "X509ContentType X509NameType"),
        .. In("System.Text", "Encoding StringBuilder"),
        .. In("System.Text.RegularExpressions", "RegexOptions"),
        .. In("System.Xml", "XmlNodeType"),
        .. In("System.Xml.Linq", "Extensions XAttribute XCData XComment XContainer XDeclaration XDocumentType XElement XName XNamespace"),
        .. In("System.Xml.Linq", "XNode XNodeDocumentOrderComparer XNodeEqualityComparer XObject XProcessingInstruction XText"),
    ];

    private static readonly Dictionary<string, string[]> _parts = new()
    {
        ["Newtonsoft.Json.JsonConvert"] = ["SerializeObject", "DeserializeObject"],
        ["System.DateTime"] =
        [
            Constructor, "Add", "AddDays", "AddHours", "AddMilliseconds", "AddMinutes", "AddMonths", "AddSeconds", "AddTicks", "AddYears",
            "Date", "Day", "DayOfWeek", "DayOfYear", "DaysInMonth", "Hour", "IsDaylightSavingTime", "IsLeapYear", "MaxValue", "Millisecond",
            "Minute", "MinValue", "Month", "Now", "Parse", "Second", "Subtract", "Ticks", "TimeOfDay", "Today", "ToString", "UtcNow",
            "Year",
        ],
        ["System.DateTimeKind"] = ["Utc"],
        // What DateTime.DayOfWeek gives
        ["System.DayOfWeek"] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        ["System.Security.Cryptography.X509Certificates.X500DistinguishedName"] = ["Name"],
        // Value and Length are Capture's, which is what Group and Match are
        ["System.Text.RegularExpressions.Capture"] = ["Index", "Length", "Value"],
        ["System.Text.RegularExpressions.CaptureCollection"] = ["Count", "Item"],
        ["System.Text.RegularExpressions.Group"] = ["Captures", "Success", "Value"],
        ["System.Text.RegularExpressions.GroupCollection"] = ["Count", "Item"],
        ["System.Text.RegularExpressions.Match"] = ["Empty", "Groups", "Result", "Success", "Value"],
        ["System.Text.RegularExpressions.MatchCollection"] = ["Count", "Item"],
        ["System.Text.RegularExpressions.Regex"] = [Constructor, "IsMatch", "Match", "Matches", "Replace", "Unescape", "Split"],
        ["System.Xml.Linq.XDocument"] =
        [
            Constructor, "AddFirst", "Add", "Declaration", "Descendants", "DocumentType", "Element", "Elements", "NodeType", "Parse",
            "Root", "Save",
            "ToString", "WriteTo",
        ],
    };

    public static bool Has(string type) => _whole.Contains(type) || _parts.ContainsKey(type);

    /// <returns>Null: all members.</returns>
    public static string[]? MembersOf(string type) => _parts.GetValueOrDefault(type);

    private static IEnumerable<string> In(string space, string names) => names.Split(' ').Select(name => $"{space}.{name}");
}
