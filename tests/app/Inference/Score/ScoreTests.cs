using System.Net;

namespace Platform.Inference.Tests.Score;

public sealed class ScoreTests(BundledServer bundled) : IClassFixture<BundledServer>
{
    private const string Both =
        """{"predictions":["setosa","virginica"],"probabilities":[{"setosa":1,"versicolor":0,"virginica":0},{"setosa":0,"versicolor":"""
        + """0.01,"virginica":0.99}]}""";

    [Theory]
    [InlineData(
        """{"dataframe_split":{"columns":["sepal_length","sepal_width","petal_length","petal_width"],"data":[[5.1,3.5,1.4,0.2],[6.7,3"""
        + """,5.2,2.3]]}}""")]
    [InlineData(
        """{"dataframe_split":{"index":[0,1],"data":[[0.2,5.1,3.5,1.4],[2.3,6.7,3,5.2]],"columns":"""
        + """["petal_width","sepal_length","sepal_width","petal_length"]}}""")]
    [InlineData("""{"dataframe_split":{"data":[[5.1,3.5,1.4,0.2],[6.7,3,5.2,2.3]]},"params":{"x":1}}""")]
    [InlineData("""{"dataframe_split":{"columns":[0,1,2,3],"data":[[5.1,3.5,1.4,0.2],[6.7,3,5.2,2.3]]}}""")]
    [InlineData("""{"dataframe_split":{"columns":[3, 0,1,2],"data":[[0.2,5.1,3.5,1.4],[2.3,6.7,3,5.2]]}}""")]
    [InlineData("""{"inputs":[[5.1,3.5,1.4,0.2],[6.7,3,5.2,2.3]]}""")]
    [InlineData(
        """{"dataframe_split":null,"input_data": null,"instances":null,"inputs":[[5.1,3.5,1.4,0.2],[6.7,3,5.2,2.3]]"""
        + ""","dataframe_records":null}""")]
    [InlineData("""{"dataframe_split":{"columns":null,"index":null,"data":[[5.1,3.5,1.4,0.2],[6.7,3,5.2,2.3]]}}""")]
    [InlineData(
        """{"params":{},"inputs":{"petal_width":[0.2,2.3],"sepal_length":[[5.1],[6.7]],"sepal_width":[3.5, 3] ,"petal_length":["""
        + """1.4,5.2]}}""")]
    [InlineData(
        """{"dataframe_records":[{"sepal_length":5.1,"sepal_width":3.5,"petal_length":1.4,"petal_width":0.2},{"sepal_length":6.7"""
        + ""","sepal_width":3,"petal_length":5.2,"petal_width":2.3}]}""")]
    [InlineData("""{"instances":[[5.1,3.5,1.4,0.2],{"sepal_length":6.7,"sepal_width":3,"petal_length":5.2,"petal_width":2.3}]}""")]
    [InlineData(
        """{"input_data":{"columns":["sepal_length","sepal_width","petal_length","petal_width"],"index":[7,8],"data":[[5.1,3.5,1.4,0.2]"""
        + """,[6.7,3,5.2,2.3]]}}""")]
    [InlineData("""{"input_data":{"data":[[5.1,3.5,1.4,0.2],[6.7,3,5.2,2.3]]}}""")]
    [InlineData("""{"input_data":[[5.1,3.5,1.4,0.2],[6.7,3,5.2,2.3]]}""")]
    [InlineData("""{"input_data":{"features":[[5.1,3.5,1.4,0.2],[6.7,3,5.2,2.3]]}}""")]
    [InlineData("""{"input_data":{"petal_width":[0.2,2.3],"sepal_length":[5.1,6.7],"sepal_width":[3.5, 3] ,"petal_length":[1.4,5.2]}}""")]
    [InlineData("""{"inputs":{"features":[[5.1,3.5,1.4,0.2],[6.7,3,5.2,2.3]],"other":[1]},"signature_name":"x"}""")]
    [InlineData(
        """{"dataframe_split":{"columns":["id","sepal_length","sepal_width","petal_length","petal_width"],"data":[["x",5.1,3.5,1.4,0.2]"""
        + """,[NaN,6.7,3,5.2,2.3]]}}""")]
    [InlineData(
        """{"dataframe_records":[{"id":NaN,"sepal_length":5.1,"sepal_width":3.5,"petal_length":1.4,"petal_width":0.2},{"sepal_length":"""
        + """6.7,"sepal_width":3,"petal_length":5.2,"petal_width":2.3,"id":"\"NaN"}]}""")]
    public async Task Score_EveryForm_GivesOnePredictionPerRow(string body)
        => Assert.Equal(
            (Both, Both),
            ((await bundled.Server.PostAsync("/score", body)).Text, (await bundled.Server.PostAsync("/invocations", body)).Text));

    [Theory]
    [InlineData(
        "{}", "the body has no data; expected one of 'dataframe_split', 'dataframe_records', 'instances', 'inputs' and 'input_data'")]
    [InlineData(
        """{"instances":null}""",
        "the body has no data; expected one of 'dataframe_split', 'dataframe_records', 'instances', 'inputs' and 'input_data'")]
    [InlineData(
        "[]", "the body is not an object; expected one of 'dataframe_split', 'dataframe_records', 'instances', 'inputs' and 'input_data'")]
    [InlineData(
        "",
        "the request has no body; expected an object with one of 'dataframe_split', 'dataframe_records', 'instances', 'inputs' and "
        + "'input_data'")]
    [InlineData(
        """{"data":[1]}""",
        "unknown field 'data'; expected one of 'dataframe_split', 'dataframe_records', 'instances', 'inputs' and 'input_data'")]
    [InlineData(
        """{"instances":[[1,2,3,4]],"dataframe_records":[]}""",
        "the body has both 'instances' and 'dataframe_records'; expected one of 'dataframe_split', 'dataframe_records', 'instances', "
        + "'inputs' and 'input_data'")]
    [InlineData(
        """{"instances":[[1,2,3]]}""",
        "missing feature 'petal_width' in row 0; model 'iris' expects sepal_length, sepal_width, petal_length, petal_width")]
    [InlineData(
        """{"instances":[[1,2,3,4],[1,2,3,4,5]]}""",
        "there are more than 4 values in row 1; model 'iris' expects sepal_length, sepal_width, petal_length, petal_width")]
    [InlineData("""{"instances":[5]}""", "row 0 of 'instances' is not an object of features, or an array of their values")]
    [InlineData("""{"inputs":[5]}""", "row 0 of 'inputs' is not an object of features, or an array of their values")]
    [InlineData("""{"inputs":5}""", "'inputs' is not an array")]
    [InlineData("""{"inputs":{}}""", "the array has no rows; expected at least one object of features")]
    [InlineData(
        """{"inputs":{"colour":[1]}}""",
        "missing features 'sepal_length', 'sepal_width', 'petal_length', 'petal_width' in row 0; model 'iris' expects sepal_length, "
        + "sepal_width, petal_length, petal_width")]
    [InlineData("""{"inputs":{"sepal_length":1}}""", "'sepal_length' of 'inputs' is not an array")]
    [InlineData(
        """{"inputs":{"sepal_length":[1]}}""",
        "missing features 'sepal_width', 'petal_length', 'petal_width' in row 0; model 'iris' expects sepal_length, sepal_width, "
        + "petal_length, petal_width")]
    [InlineData("""{"inputs":{"sepal_length":[1],"sepal_length":[1]}}""", "feature 'sepal_length' is given twice in row 0")]
    [InlineData(
        """{"inputs":{"sepal_length":[1],"sepal_width":[1,2]}}""",
        "missing features 'petal_length', 'petal_width' in row 0; model 'iris' expects sepal_length, sepal_width, petal_length, "
        + "petal_width")]
    [InlineData(
        """{"inputs":{"sepal_length":[1],"sepal_width":[]}}""",
        "some columns of 'inputs' have more than 0 values, others have not; expected as many in each")]
    [InlineData("""{"inputs":{"sepal_length":[[1,2]]}}""", "a column of 'inputs' has several values in row 0; expected one")]
    [InlineData("""{"inputs":[[1,2,3,4]],"inputs":[[1,2,3,4]]}""", "the field 'inputs' is given twice")]
    [InlineData("""{"dataframe_records":[[1,2,3,4]]}""", "row 0 of 'dataframe_records' is not an object of features")]
    [InlineData("""{"instances":[]}""", "the array has no rows; expected at least one object of features")]
    [InlineData(
        """{"dataframe_split":{"columns":["colour"],"data":[[1]]}}""",
        "missing features 'sepal_length', 'sepal_width', 'petal_length', 'petal_width' in row 0; model 'iris' expects sepal_length, "
        + "sepal_width, petal_length, petal_width")]
    [InlineData(
        """{"input_data":{"columns":["sepal_length"],"index":[0]}}""",
        "missing features 'sepal_length', 'sepal_width', 'petal_length', 'petal_width' in row 0; model 'iris' expects sepal_length, "
        + "sepal_width, petal_length, petal_width")]
    [InlineData("""{"input_data":{"columns":5,"data":[[1]]}}""", "'columns' of 'input_data' is not an array")]
    [InlineData("""{"input_data":{"columns":["sepal_length"],"data":5}}""", "'data' of 'input_data' is not an array")]
    [InlineData("""{"input_data":5}""", "'input_data' is not an array")]
    [InlineData("""{"inputs":{"features":[[1,2,3]]}}""", "a column of 'inputs' has 3 values in row 0; expected 4")]
    [InlineData("""{"inputs":{"features":[[1,2,3,4,5]]}}""", "a column of 'inputs' has more values in row 0; expected 4")]
    [InlineData("""{"inputs":{"features":[1]}}""", "a column of 'inputs' has one value in row 0; expected an array of 4")]
    [InlineData(
        """{"dataframe_split":{"columns":[4],"data":[]}}""",
        "a column of 'dataframe_split' is neither a feature nor its position from 0 to 3; model 'iris' expects sepal_length, sepal_width, "
        + "petal_length, petal_width")]
    [InlineData(
        """{"dataframe_split":{"columns":[null],"data":[]}}""",
        "a column of 'dataframe_split' is neither a feature nor its position from 0 to 3; model 'iris' expects sepal_length, sepal_width, "
        + "petal_length, petal_width")]
    [InlineData("""{"dataframe_split":{"columns":[0,""", "the request body is not valid JSON: it ends too early")]
    [InlineData("""{"dataframe_split":{"data":[[1,2,3,4]],"data":[[5,6,7,8]]}}""", "the field 'data' is given twice")]
    [InlineData("""{"dataframe_split":{"columns":[],"data":[],"columns":[]}}""", "the field 'columns' is given twice")]
    [InlineData("""{"dataframe_split":{"columns":["sepal_length"]}}""", "'dataframe_split' has no 'data'")]
    [InlineData("""{"dataframe_split":{"data":[[1,2,3,"x"]]}}""", "feature 'petal_width' in row 0 is not a number")]
    public async Task Score_WrongBody_Gives400AndSaysWhy(string body, string error)
        => Assert.Equal(error, (await bundled.Server.PostAsync("/score", body)).Error(HttpStatusCode.BadRequest));
}
