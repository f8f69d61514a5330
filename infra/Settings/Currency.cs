using System.Collections.Frozen;

namespace Platform.Infra.Settings;

/// <summary>
/// What prices are in. The list is ISO 4217's of the money that people pay with, without funds, metals and test codes:
/// https://www.six-group.com/en/products-services/financial-information/data-standards.html
/// </summary>
internal static class Currency
{
    private static readonly FrozenSet<string> _codes = FrozenSet.Create(
        StringComparer.Ordinal,
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK
        DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS
        KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD
        OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP
        TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW
        """.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    public static bool IsCode(string value) => _codes.Contains(value);
}
