using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Platform.Gateway.Expressions;

/// <summary>
/// Refuses what the service would refuse: types and members that are not in
/// https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#CLRTypes
/// </summary>
internal sealed class AllowedTypes(SemanticModel model, Func<int, TextPosition> placeOf)
{
    private static readonly SymbolDisplayFormat _name = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <exception cref="GatewayStartException">Names what is not allowed, and where it stands.</exception>
    public BodiesRead Check(MethodDeclarationSyntax method)
    {
        var reads = BodiesRead.None;
        foreach (var node in method.Body!.DescendantNodes().OfType<ExpressionSyntax>())
        {
            var symbol = model.GetSymbolInfo(node).Symbol;
            CheckMember(node, symbol);
            CheckType(node, model.GetTypeInfo(node).Type);
            if (symbol is IPropertySymbol { Name: "Body" } body)
                reads |= body.ContainingType.Name == nameof(IRequest) ? BodiesRead.Request : BodiesRead.Response;
        }

        return reads;
    }

    private void CheckMember(ExpressionSyntax node, ISymbol? symbol)
    {
        if (symbol is not (IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol) || symbol.ContainingType is not { } type)
            return;
        if (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction or MethodKind.BuiltinOperator })
            return;
        CheckType(node, type);
        // Operators and conversions have no name to look up
        if (symbol is IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion }
            || AllowList.MembersOf(NameOf(type)) is not { } members)
            return;
        var name = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor }
            ? AllowList.Constructor
            : symbol.Name.Replace("this[]", "Item");
        if (!members.Contains(name))
            throw Refuse(node, $"{NameOf(type)}.{name}", $"of this type: {string.Join(", ", members)}");
    }

    private void CheckType(ExpressionSyntax node, ITypeSymbol? type)
    {
        if (type is null or IErrorTypeSymbol or ITypeParameterSymbol
            || type is { SpecialType: SpecialType.System_Void } or { IsAnonymousType: true })
            return;
        if (type is IArrayTypeSymbol array)
            CheckType(node, array.ElementType);
        else if (type is not INamedTypeSymbol named || !IsAllowed(named))
            throw Refuse(node, type is INamedTypeSymbol ? NameOf(type) : type.ToDisplayString(), "the types of the reference");
        else
            foreach (var argument in named.TypeArguments)
                CheckType(node, argument);
    }

    // Delegates are what lambdas become on their way into Linq; the expressions' own class holds them all
    private static bool IsAllowed(INamedTypeSymbol type)
        => type.IsTupleType || type.DelegateInvokeMethod is not null
        || type.Name == CompiledExpressions.Class && type.ContainingNamespace.IsGlobalNamespace
        || type.ContainingNamespace.ToDisplayString() == typeof(IContext).Namespace || AllowList.Has(NameOf(type));

    private static string NameOf(ITypeSymbol type) => type.OriginalDefinition.ToDisplayString(_name);

    private GatewayStartException Refuse(ExpressionSyntax node, string what, string allowed)
        => placeOf(node.SpanStart).Error(
            $"the expression uses {what}, which policies may not; allowed: {allowed} "
            + "(https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#CLRTypes)");
}
