namespace Platform.Billing.Console;

/// <summary>Who a page is for.</summary>
internal enum Need
{
    Nobody,
    Person,
    Customer,
    Operator,
}
