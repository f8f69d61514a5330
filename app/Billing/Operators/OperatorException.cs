namespace Platform.Billing.Operators;

/// <summary>What an operator asked for cannot be done. The message says what was given, what is, and what can be done.</summary>
internal sealed class OperatorException(string message, int status = StatusCodes.Status422UnprocessableEntity) : Exception(message)
{
    public int Status => status;
}
