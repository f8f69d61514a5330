using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Platform.Billing.Data;

namespace Platform.Billing.Console.Security;

/// <summary>
/// What cookies and forms are encrypted with, in the database: all instances read what one has written, and a restart signs nobody out.
/// </summary>
internal sealed class KeyRepository(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => Wait(ReadAsync());

    public void StoreElement(XElement element, string friendlyName) => Wait(database.InTransactionAsync(
        transaction => transaction.Connection!.ExecuteAsync(
            "INSERT INTO console_key (name, document) VALUES (@friendlyName, @document) ON CONFLICT (name) DO UPDATE SET document = "
            + "excluded.document",
            new { friendlyName, document = element.ToString(SaveOptions.DisableFormatting) }, transaction),
        CancellationToken.None));

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return [
            .. (await connection.QueryAsync<string>("SELECT document FROM console_key ORDER BY name"))
            .Select(document => XElement.Parse(document)),
        ];
    }

    // The framework's interface waits, a few times in a process' life
    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
