namespace Platform.Gateway.Expressions;

/// <summary>Whether a product is offered.</summary>
public enum ProductState
{
    NotPublished,
    Published,
}
