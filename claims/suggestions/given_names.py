"""The commonest given names of people in English and German news, by the pronoun that they take. Lists only.

Names that both have are left out. In lower case.
"""

from claims.text.word_lists import listed

WOMEN = listed(
    """
    abigail ada adriana agnes aisha alexandra alice alicia alison allison amanda amber amy andrea angela
    angelika anita ann anna annalena anne annette annie april ashley audrey barbara beate beatrice becky
    bernadette bertha beth bethany betsy betty beverly birgit bonnie brenda bridget brigitte britta brittany
    camille carla carly carmen carol carole caroline carolyn carrie catherine cathy cecile celia charlotte
    cheryl christa christiane christina christine cindy claire clara claudia colleen condoleezza connie
    constance corinna cornelia courtney crystal cynthia daisy dana danielle darlene dawn debbie deborah debra
    denise diana diane dolores donna dora doris dorothea dorothy edith eileen elaine eleanor elena elisabeth
    elise elizabeth elke ella ellen elsa emily emma erica erika erin esther ethel eva eve evelyn fatima
    felicia fiona flavia flora florence frances francesca franziska gabriele gail geraldine gertrude gina
    giorgia gisela giulia gladys gloria grace greta gretchen hanna hannah harriet heather heidi heike helen
    helena helga hilary hildegard hillary holly hope ida ilse ines inge ingrid irene irina iris irmgard isabel
    isabella ivanka jacqueline jana jane janet janice jasmine jeanette jenna jennifer jenny jessica jill joan
    joanna joanne josephine joy joyce juanita judith judy julia juliane julianne julie juliet karen karin
    karla katarina kate katharina katherine kathleen kathrin kathryn kathy katie katja katrina katy kayla
    kelly kerstin kimberly kirsten kirstin kristen kristin kristina laura lauren leah lena leonie lillian
    linda lisa lois loretta lori lorraine louise lucia lucy luise lydia lynn mabel madeleine madeline madison
    maggie maja mandy manuela marcia margaret margarete maria marianne marie marilyn marina marion marjorie
    marlene marsha martha martina mary maureen maxine megan meghan melania melanie melinda melissa mercedes
    michelle mildred miranda miriam molly monica monika nadine nancy naomi natalia natalie natasha nicole
    nikki nina nora norma olga olivia paige pamela patricia patty paula pauline peggy penelope petra phyllis
    priscilla rachel ramona rebecca regina renate renee rhonda rita roberta rosa rose rosemary roxanne ruth
    sabine sabrina sally samantha sandra sandy sara sarah selma shannon sharon sheila shelley sherry shirley
    sigrid silke silvia simone sofia sonia sonja sophia sophie stacey stacy stefanie stephanie sue susan
    susanne suzanne svenja svetlana svitlana sylvia tamara tammy tanja tanya tara tatiana teresa thelma
    theresa therese tiffany tina tracey tracy ulrike ursula ute valerie vanessa vera veronica veronika
    victoria viola violet virginia vivian wendy wilma yolanda yvette yvonne zoe
    """
)
MEN = listed(
    """
    aaron abraham adam adolf adrian ahmed alan albert alberto alejandro alexander alfred ali allan allen alvin
    andreas andrew andy anthony antonio armin arnold arthur axel barack barry ben benedikt benjamin bernard
    bernd bernhard bernie bill billy bob bobby boris brad bradley brandon brent brett brian bruce bruno bryan
    calvin carl carlos chad charles charlie chris christian christoph christopher chuck clarence claus clayton
    clifford clinton colin conrad corey craig curtis dan daniel danny darren darryl dave david dean dennis
    derek detlef dick dieter dirk dmitry don donald doug douglas duane dustin dwayne dylan earl eberhard ed
    eddie edgar edmund eduard eduardo edward edwin elmar emil emmanuel eric erich erik ernest ernst erwin
    eugene fabian felix ferdinand fernando florian floyd francis francisco frank franklin franz fred frederick
    friedrich fritz gary gavin gene geoff geoffrey georg george gerald gerard gerd gerhard gilbert giovanni
    giuseppe glen glenn gordon graham greg gregory guido gunther gustav guy günter günther hans hans-peter
    harald harold harry hartmut harvey hassan heiko heinrich heinz helmut henry herbert herman hermann holger
    horst howard hubert hugh hugo ian igor ingo isaac ivan jack jacob jake jakob james jared jason javier jay
    jeb jeff jeffrey jens jeremy jerome jerry jesse jim jimmy joachim joe joel joerg johann johannes john
    johnny jon jonah jonas jonathan jordan jorge jose josef joseph josh joshua josé juan julian julio justin
    jörg jürgen kai karl karl-heinz karsten keith ken kenneth kent kevin klaus konrad kurt kyle lance larry
    lars lawrence lee leo leon leonard leroy leslie lester lewis lloyd lothar louis lucas ludwig luis lukas
    luke luther malcolm manfred marc marcel marco marcus mario mark marko markus marshall martin marvin matt
    matthew matthias maurice max maximilian melvin michael miguel mike mikhail milton mitch mitchell mitt
    mohammed moritz nathan nathaniel neil nelson newt nicholas nick nicolas nikolai nikolaus norbert norman
    olaf oliver oscar oskar otto pablo patrick paul pedro peer perry peter phil philip philipp phillip pierre
    preston rainer ralf ralph randall randy raul ray raymond reinhard reinhold rene rex ricardo richard rick
    ricky rob robert roberto rod rodney roger roland rolf roman ron ronald ronnie ross roy rudi rudolf rudy
    rupert russell ryan salvador sam samuel scott sean sebastian sergei sergio seth shane siegfried sigmar
    simon spencer stan stanley stefan stephan stephen steve steven stuart sven ted terrence terry theo theodor
    theodore thomas thorsten tim timothy tobias todd tom tommy tony travis troy tyler udo ulrich uwe victor
    viktor vincent vladimir volker volodymyr walter warren wayne werner wesley wilhelm willi william willy
    winfried wolf wolfgang zachary
    """
)
