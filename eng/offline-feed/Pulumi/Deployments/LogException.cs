namespace Pulumi;

public class LogException(Exception exception) : Exception("Error occurred during logging: " + exception.Message, exception);
