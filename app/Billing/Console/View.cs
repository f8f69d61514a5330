using System.Globalization;
using Platform.Billing.Console.Accounts;
using Platform.Billing.Console.Security;
using Platform.Billing.Console.SignIn;

namespace Platform.Billing.Console;

/// <summary>What a request's page is about, for its components.</summary>
internal sealed class View
{
    private object? _model;
    private int _forms;

    public Person? Person { get; set; }

    public Customer? Customer { get; set; }

    /// <summary>What was done just before.</summary>
    public string? Said { get; set; }

    /// <summary>The page's own.</summary>
    public T Of<T>() => (T)_model!;

    public void Set(object? model) => _model = model;

    /// <summary>A number for a form, so that it has one effect.</summary>
    public string Once() => FormStore.New();

    /// <summary>An id that no other element of the page has.</summary>
    public string NextId(string name) => string.Create(CultureInfo.InvariantCulture, $"{name}-{++_forms}");
}
