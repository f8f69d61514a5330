using System.ComponentModel.DataAnnotations;

namespace Platform.Billing.Hosting;

/// <summary>Configuration section <c>Billing</c>.</summary>
internal sealed class BillingOptions
{
    public const string Section = "Billing";

    private const string OutOfRange = "Billing:{0} must be {1} to {2}";

    /// <summary>
    /// A SQLite file, or a connection to PostgreSQL such as <c>Host=…;Database=billing</c>. Default: billing.db in the working folder.
    /// </summary>
    [Required]
    public string Database { get; set; } = "billing.db";

    /// <summary>
    /// The folder in which the inference servers write their usage logs, or the address of the container that they ship them to.
    /// </summary>
    [Required(ErrorMessage = "Billing:Usage is not set; expected the folder of the inference servers' usage logs or the https address of "
        + "their container, such as --Billing:Usage usage or --Billing:Usage https://ACCOUNT.blob.core.windows.net/usage")]
    public string Usage { get; set; } = "";

    /// <summary>
    /// Under which this instance holds the lease: one that is restarted under its name goes on at once. Default: the host's name.
    /// </summary>
    [Required]
    public string Instance { get; set; } = Environment.MachineName;

    /// <summary>A JSON file with the versions of all plans; none are added where it is not set.</summary>
    public string? Plans { get; set; }

    /// <summary>Net amounts below this are carried to the next invoice, in µ-units of the currency. Default 1,000,000: one euro.</summary>
    [Range(0, 1_000_000_000, ErrorMessage = OutOfRange)]
    public long MinimumMicros { get; set; } = 1_000_000;

    /// <summary>From an invoice's issue to when it is to be paid. Default 14.</summary>
    [Range(0, 120, ErrorMessage = OutOfRange)]
    public int DueDays { get; set; } = 14;

    /// <summary>Who sells, as invoices and credit notes name them.</summary>
    public string? SellerName { get; set; }

    /// <summary>Of the seller; its lines divided by line feeds.</summary>
    public string? SellerAddress { get; set; }

    /// <summary>Of the seller, such as a VAT number.</summary>
    public string? SellerTaxId { get; set; }

    /// <summary>A JSON file with more configuration, such as credentials that a vault's driver mounts.</summary>
    public string? Payments { get; set; }

    /// <summary>
    /// From the signal to stop until nothing is listened to any more, in milliseconds: until load balancers have noticed. Default 5,000.
    /// </summary>
    [Range(0, 60_000, ErrorMessage = OutOfRange)]
    public int DrainMilliseconds { get; set; } = 5_000;

    /// <summary>How often logs are read, in milliseconds. Default 1,000.</summary>
    [Range(10, 3_600_000, ErrorMessage = OutOfRange)]
    public int EveryMilliseconds { get; set; } = 1_000;
}
