<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1">
<context>
    <name>@default</name>
    <message>
        <source>it is damaged, or the download was cut short</source>
        <translation>fichier endommagé ou téléchargement interrompu</translation>
    </message>
    <message>
        <source>there is no PartOfMunicipality in it</source>
        <translation>aucun élément PartOfMunicipality</translation>
    </message>
    <message>
        <source>it is not a BeSt file (it has a DOCTYPE)</source>
        <translation>ce n'est pas un fichier BeSt (il contient un DOCTYPE)</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation>{file} est illisible : {reason}.</translation>
    </message>
    <message>
        <source>Get the file again. The register in use is unchanged.</source>
        <translation>Récupérer à nouveau le fichier. Le registre en service reste inchangé.</translation>
    </message>
    <message>
        <source>{file} is not a BeSt address file: column {columns} is missing.</source>
        <translation>{file} n'est pas un fichier d'adresses BeSt : colonne {columns} absente.</translation>
    </message>
    <message>
        <source>Download openaddress-bewal.zip again, or pick another file. The register in use is unchanged.</source>
        <translation>Télécharger à nouveau openaddress-bewal.zip ou choisir un autre fichier. Le registre en service reste inchangé.</translation>
    </message>
    <message>
        <source>{file} has no address in {communes}.</source>
        <translation>{file} n'a aucune adresse pour {communes}.</translation>
    </message>
    <message>
        <source>{file} has no usable address ({count} lines rejected).</source>
        <translation>{file} n'a aucune adresse utilisable (lignes rejetées : {count}).</translation>
    </message>
    <message>
        <source>Check the file and the INS codes. The register in use is unchanged.</source>
        <translation>Vérifier le fichier et les codes INS. Le registre en service reste inchangé.</translation>
    </message>
    <message>
        <source>The register {file} cannot be written: {reason}.</source>
        <translation>Impossible d'écrire le registre {file} : {reason}.</translation>
    </message>
    <message>
        <source>Choose another folder or make room on the disk. The register in use is unchanged.</source>
        <translation>Choisir un autre dossier ou libérer de la place sur le disque. Le registre en service reste inchangé.</translation>
    </message>
    <message>
        <source>The import was cancelled.</source>
        <translation>Importation annulée.</translation>
    </message>
    <message>
        <source>The register in use is unchanged.</source>
        <translation>Le registre en service reste inchangé.</translation>
    </message>
    <message>
        <source>There is no address register at {path}.</source>
        <translation>Aucun registre d'adresses dans {path}.</translation>
    </message>
    <message>
        <source>Import one with “Import address register”.</source>
        <translation>En importer un avec « Importer le registre d'adresses ».</translation>
    </message>
    <message>
        <source>{file} is not an address register of Rue311, or it is damaged.</source>
        <translation>{file} n'est pas un registre d'adresses de Rue311, ou il est endommagé.</translation>
    </message>
    <message>
        <source>Import the BeSt file again.</source>
        <translation>Importer à nouveau le fichier BeSt.</translation>
    </message>
    <message>
        <source>{file} was made by a later version of Rue311.</source>
        <translation>{file} vient d'une version plus récente de Rue311.</translation>
    </message>
    <message>
        <source>Update the plugin, or import the BeSt file again.</source>
        <translation>Mettre à jour l'extension ou importer à nouveau le fichier BeSt.</translation>
    </message>
    <message>
        <source>{file} cannot be used: {reason}.</source>
        <translation>{file} est inutilisable : {reason}.</translation>
    </message>
    <message>
        <source>Correct the file, or import without it. The register in use is unchanged.</source>
        <translation>Corriger le fichier ou importer sans lui. Le registre en service reste inchangé.</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>le disque est plein</translation>
    </message>
    <message>
        <source>the folder does not exist or is read-only</source>
        <translation>le dossier n'existe pas ou est en lecture seule</translation>
    </message>
    <message>
        <source>it has {count} columns instead of {width}</source>
        <translation>{count} colonnes au lieu de {width}</translation>
    </message>
    <message>
        <source>it has no house number or no address id</source>
        <translation>numéro ou identifiant d'adresse manquant</translation>
    </message>
    <message>
        <source>its house number or box has lost letters</source>
        <translation>lettres perdues dans le numéro ou la boîte</translation>
    </message>
    <message>
        <source>its position is no number</source>
        <translation>position non numérique</translation>
    </message>
    <message>
        <source>its street or commune has lost letters</source>
        <translation>lettres perdues dans la rue ou la commune</translation>
    </message>
    <message>
        <source>its INS code is not five digits</source>
        <translation>le code INS n'a pas cinq chiffres</translation>
    </message>
    <message>
        <source>its postcode is not four digits</source>
        <translation>le code postal n'a pas quatre chiffres</translation>
    </message>
    <message>
        <source>its street has no name or no id</source>
        <translation>nom ou identifiant de rue manquant</translation>
    </message>
    <message>
        <source>it is too large for such a list</source>
        <translation>fichier trop volumineux pour une telle liste</translation>
    </message>
    <message>
        <source>it is not a text file in UTF-8</source>
        <translation>ce n'est pas un fichier texte en UTF-8</translation>
    </message>
    <message>
        <source>column {columns} is missing</source>
        <translation>colonne {columns} absente</translation>
    </message>
    <message>
        <source>it is no zip file, or the download was cut short</source>
        <translation>ce n'est pas un fichier zip, ou le téléchargement a été interrompu</translation>
    </message>
    <message>
        <source>the zip is damaged, or the download was cut short</source>
        <translation>le zip est endommagé, ou le téléchargement a été interrompu</translation>
    </message>
    <message>
        <source>the zip uses a compression that is not supported</source>
        <translation>compression du zip non prise en charge</translation>
    </message>
    <message>
        <source>the zip is protected by a password</source>
        <translation>le zip est protégé par un mot de passe</translation>
    </message>
    <message>
        <source>there is no CSV in the zip</source>
        <translation>aucun CSV dans le zip</translation>
    </message>
    <message>
        <source>it is too large to be an address file</source>
        <translation>trop volumineux pour un fichier d'adresses</translation>
    </message>
    <message>
        <source>a quotation mark is not closed</source>
        <translation>un guillemet n'est pas fermé</translation>
    </message>
    <message>
        <source>it holds a NUL byte</source>
        <translation>il contient un octet nul</translation>
    </message>
    <message>
        <source>its last line is incomplete: the download was cut short</source>
        <translation>dernière ligne incomplète : téléchargement interrompu</translation>
    </message>
    <message>
        <source>Commune</source>
        <translation>Commune</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>Province</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Community</source>
        <translation>Communauté</translation>
    </message>
    <message>
        <source>Federal</source>
        <translation>Fédéral</translation>
    </message>
    <message>
        <source>Other publishers</source>
        <translation>Autres producteurs</translation>
    </message>
    <message>
        <source>Base maps</source>
        <translation>Fonds de plan</translation>
    </message>
    <message>
        <source>Aerial pictures</source>
        <translation>Vues aériennes</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adresses</translation>
    </message>
    <message>
        <source>Boundaries</source>
        <translation>Limites</translation>
    </message>
    <message>
        <source>Cadastre</source>
        <translation>Cadastre</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>Aménagement du territoire</translation>
    </message>
    <message>
        <source>Roads and mobility</source>
        <translation>Routes et mobilité</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>Eau</translation>
    </message>
    <message>
        <source>Risks</source>
        <translation>Risques</translation>
    </message>
    <message>
        <source>Relief</source>
        <translation>Relief</translation>
    </message>
    <message>
        <source>Nature</source>
        <translation>Nature</translation>
    </message>
    <message>
        <source>Soil and environment</source>
        <translation>Sol et environnement</translation>
    </message>
    <message>
        <source>Street furniture and cleanliness</source>
        <translation>Mobilier urbain et propreté</translation>
    </message>
    <message>
        <source>INSPIRE views</source>
        <translation>Vues INSPIRE</translation>
    </message>
    <message>
        <source>Old maps</source>
        <translation>Cartes anciennes</translation>
    </message>
    <message>
        <source>it is far too large</source>
        <translation>fichier beaucoup trop volumineux</translation>
    </message>
    <message>
        <source>the file cannot be opened</source>
        <translation>le fichier ne s'ouvre pas</translation>
    </message>
    <message>
        <source>it is not a JSON file</source>
        <translation>ce n'est pas un fichier JSON</translation>
    </message>
    <message>
        <source>it holds no list of sources</source>
        <translation>il ne contient aucune liste de sources</translation>
    </message>
    <message>
        <source>its version is not known to this Rue311</source>
        <translation>version inconnue de ce Rue311</translation>
    </message>
    <message>
        <source>two sources bear the same id</source>
        <translation>deux sources portent le même identifiant</translation>
    </message>
    <message>
        <source>source number {number} is no object</source>
        <translation>la source numéro {number} n'est pas un objet</translation>
    </message>
    <message>
        <source>in source {name}, the field {field} is wrong</source>
        <translation>dans la source {name}, le champ {field} est incorrect</translation>
    </message>
    <message>
        <source>The catalogue {file} cannot be used: {reason}.</source>
        <translation>Le catalogue {file} est inutilisable : {reason}.</translation>
    </message>
    <message>
        <source>Repair the file or remove it; the catalogue of before stays in use.</source>
        <translation>Réparer ou supprimer le fichier ; l'ancien catalogue reste en service.</translation>
    </message>
    <message>
        <source>{source} cannot be added: {reason}.</source>
        <translation>Impossible d'ajouter {source} : {reason}.</translation>
    </message>
    <message>
        <source>Try again later, or pick another source of the same theme.</source>
        <translation>Réessayer plus tard ou choisir une autre source du même thème.</translation>
    </message>
    <message>
        <source>it is a service without a map</source>
        <translation>c'est un service sans carte</translation>
    </message>
    <message>
        <source>its layers are not known yet</source>
        <translation>ses couches ne sont pas encore connues</translation>
    </message>
    <message>
        <source>the service does not offer it any more</source>
        <translation>le service ne la propose plus</translation>
    </message>
    <message>
        <source>Basemaps</source>
        <translation>Fonds de plan</translation>
    </message>
    <message>
        <source>Map of the commune</source>
        <translation>Carte de la commune</translation>
    </message>
    <message>
        <source>the file is not there</source>
        <translation>fichier introuvable</translation>
    </message>
    <message>
        <source>it holds none of the layers of a basemap</source>
        <translation>aucune couche de fond de plan</translation>
    </message>
    <message>
        <source>its layer {layer} cannot be read</source>
        <translation>couche {layer} illisible</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Localités</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Anciennes communes</translation>
    </message>
    <message>
        <source>Streets</source>
        <translation>Rues</translation>
    </message>
    <message>
        <source>Railway</source>
        <translation>Chemin de fer</translation>
    </message>
    <message>
        <source>Buildings</source>
        <translation>Bâtiments</translation>
    </message>
    <message>
        <source>Watercourses</source>
        <translation>Cours d'eau</translation>
    </message>
    <message>
        <source>Green areas</source>
        <translation>Espaces verts</translation>
    </message>
    <message>
        <source>Built-up areas</source>
        <translation>Zones bâties</translation>
    </message>
    <message>
        <source>Boundary of the commune</source>
        <translation>Limite de la commune</translation>
    </message>
    <message>
        <source>It answers, but slowly: {seconds} s.</source>
        <translation>Répond, mais lentement : {seconds} s.</translation>
    </message>
    <message>
        <source>It answers: {seconds} s.</source>
        <translation>Répond : {seconds} s.</translation>
    </message>
    <message>
        <source>It did not answer in time.</source>
        <translation>Pas de réponse à temps.</translation>
    </message>
    <message>
        <source>Its answer is far too large.</source>
        <translation>Réponse beaucoup trop volumineuse.</translation>
    </message>
    <message>
        <source>It hung up in the middle of its answer.</source>
        <translation>Connexion coupée au milieu de la réponse.</translation>
    </message>
    <message>
        <source>It asks for patience (HTTP {status}).</source>
        <translation>Le service demande de patienter (HTTP {status}).</translation>
    </message>
    <message>
        <source>It answers with an error (HTTP {status}).</source>
        <translation>Répond par une erreur (HTTP {status}).</translation>
    </message>
    <message>
        <source>The file {file} is not there.</source>
        <translation>Fichier {file} introuvable.</translation>
    </message>
    <message>
        <source>The layer {layer} is no longer offered.</source>
        <translation>La couche {layer} n'est plus proposée.</translation>
    </message>
    <message>
        <source>It offers no layer.</source>
        <translation>Aucune couche proposée.</translation>
    </message>
    <message>
        <source>The coordinate system {crs} is no longer offered.</source>
        <translation>Le système de coordonnées {crs} n'est plus proposé.</translation>
    </message>
    <message>
        <source>It moved to {host}.</source>
        <translation>Déplacé vers {host}.</translation>
    </message>
    <message>
        <source>Its picture is an error message.</source>
        <translation>L'image reçue est un message d'erreur.</translation>
    </message>
    <message>
        <source>Its picture cannot be decoded.</source>
        <translation>L'image reçue est illisible.</translation>
    </message>
    <message>
        <source>It draws nothing at this place and scale.</source>
        <translation>Rien n'est dessiné à cet endroit et à cette échelle.</translation>
    </message>
    <message>
        <source>It answers with an error message: {evidence}</source>
        <translation>Répond par un message d'erreur : {evidence}</translation>
    </message>
    <message>
        <source>It answers with a page that is no map service ({evidence}).</source>
        <translation>Répond par une page qui n'est pas un service de cartes ({evidence}).</translation>
    </message>
    <message>
        <source>Its answer cannot be decoded ({evidence}).</source>
        <translation>Réponse illisible ({evidence}).</translation>
    </message>
    <message>
        <source>Its answer is refused as unsafe ({evidence}).</source>
        <translation>Réponse refusée, car peu sûre ({evidence}).</translation>
    </message>
    <message>
        <source>The address of the back end cannot be used: {reason}.</source>
        <translation>L'adresse du serveur est inutilisable : {reason}.</translation>
    </message>
    <message>
        <source>It looks like https://example.org/georeport/v2.</source>
        <translation>Exemple : https://example.org/georeport/v2.</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>vide</translation>
    </message>
    <message>
        <source>it holds a space or an invisible character</source>
        <translation>espace ou caractère invisible</translation>
    </message>
    <message>
        <source>the name of the server or the number after the colon is wrong</source>
        <translation>nom du serveur ou nombre après les deux-points incorrect</translation>
    </message>
    <message>
        <source>it does not begin with https://</source>
        <translation>ne commence pas par https://</translation>
    </message>
    <message>
        <source>the name of the server is missing or wrong</source>
        <translation>nom du serveur manquant ou incorrect</translation>
    </message>
    <message>
        <source>a user name or password may not stand in it; use an authentication configuration of QGIS</source>
        <translation>ni nom d'utilisateur ni mot de passe dans l'adresse ; utiliser une configuration d'authentification de QGIS</translation>
    </message>
    <message>
        <source>it may not hold a question mark or a number sign</source>
        <translation>ni point d'interrogation ni dièse dans l'adresse</translation>
    </message>
    <message>
        <source>the field {field} is not known</source>
        <translation>champ {field} inconnu</translation>
    </message>
    <message>
        <source>it was written by a newer Rue311</source>
        <translation>écrit par un Rue311 plus récent</translation>
    </message>
    <message>
        <source>the field id must be a short name in small letters, digits, dots and dashes</source>
        <translation>le champ id doit être un nom court en minuscules, chiffres, points et tirets</translation>
    </message>
    <message>
        <source>the INS code must have five digits</source>
        <translation>le code INS doit avoir cinq chiffres</translation>
    </message>
    <message>
        <source>the field training must be true or false</source>
        <translation>le champ training doit être true ou false</translation>
    </message>
    <message>
        <source>the coordinate system must be EPSG:31370 or EPSG:3812</source>
        <translation>le système de coordonnées doit être EPSG:31370 ou EPSG:3812</translation>
    </message>
    <message>
        <source>the operators must be a list of names</source>
        <translation>les opérateurs doivent être une liste de noms</translation>
    </message>
    <message>
        <source>This profile cannot be used: {reason}.</source>
        <translation>Ce profil est inutilisable : {reason}.</translation>
    </message>
    <message>
        <source>Choose the commune again, or ask whoever made the profile.</source>
        <translation>Choisir à nouveau la commune ou demander à l'auteur du profil.</translation>
    </message>
    <message>
        <source>the field {field} must be a text</source>
        <translation>le champ {field} doit être un texte</translation>
    </message>
    <message>
        <source>the names must be given in French, Dutch or German</source>
        <translation>les noms doivent être en français, néerlandais ou allemand</translation>
    </message>
    <message>
        <source>the address of the back end is missing</source>
        <translation>l'adresse du serveur manque</translation>
    </message>
    <message>
        <source>the abilities of the back end must be an object</source>
        <translation>les capacités du serveur doivent être un objet</translation>
    </message>
    <message>
        <source>the languages must be fr, nl or de</source>
        <translation>les langues doivent être fr, nl ou de</translation>
    </message>
    <message>
        <source>the extent must be four numbers: west, south, east, north</source>
        <translation>l'étendue doit compter quatre nombres : ouest, sud, est, nord</translation>
    </message>
    <message>
        <source>the extent must be given in degrees: west, south, east, north</source>
        <translation>l'étendue doit être en degrés : ouest, sud, est, nord</translation>
    </message>
    <message>
        <source>No Walloon commune has the INS code {nis}.</source>
        <translation>Aucune commune wallonne n'a le code INS {nis}.</translation>
    </message>
    <message>
        <source>Pick the commune by its name in the list.</source>
        <translation>Choisir la commune par son nom dans la liste.</translation>
    </message>
    <message>
        <source>The profile {file} cannot be read: {reason}.</source>
        <translation>Le profil {file} est illisible : {reason}.</translation>
    </message>
    <message>
        <source>Choose the commune again, or pick another profile file.</source>
        <translation>Choisir à nouveau la commune ou un autre fichier de profil.</translation>
    </message>
    <message>
        <source>The profile {file} cannot be saved: {reason}.</source>
        <translation>Impossible d'enregistrer le profil {file} : {reason}.</translation>
    </message>
    <message>
        <source>Check that the folder exists and that you may write in it. Nothing was changed.</source>
        <translation>Vérifier que le dossier existe et qu'on peut y écrire. Rien n'a été modifié.</translation>
    </message>
    <message>
        <source>it is far too large for a profile</source>
        <translation>beaucoup trop volumineux pour un profil</translation>
    </message>
    <message>
        <source>it does not hold a profile</source>
        <translation>il ne contient pas de profil</translation>
    </message>
    <message>
        <source>INS code {nis}</source>
        <translation>code INS {nis}</translation>
    </message>
    <message>
        <source>register of {date}</source>
        <translation>registre du {date}</translation>
    </message>
    <message>
        <source>Addresses (Rue311)</source>
        <translation>Adresses (Rue311)</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>Source : {source}</translation>
    </message>
    <message>
        <source>{addresses} addresses, {streets} streets</source>
        <translation>{addresses} adresses, {streets} rues</translation>
    </message>
    <message>
        <source>Register of {commune}, {date}</source>
        <translation>Registre de {commune}, {date}</translation>
    </message>
    <message>
        <source>{n} without position</source>
        <translation>{n} sans position</translation>
    </message>
    <message>
        <source>Import a register</source>
        <translation>Importer un registre</translation>
    </message>
    <message>
        <source>BeSt address files (*.zip *.csv)</source>
        <translation>Fichiers d'adresses BeSt (*.zip *.csv)</translation>
    </message>
    <message>
        <source>No commune is open</source>
        <translation>Aucune commune ouverte</translation>
    </message>
    <message>
        <source>Choose a commune first; its addresses come with it.</source>
        <translation>Choisir d'abord une commune ; ses adresses suivent.</translation>
    </message>
    <message>
        <source>Check the spelling, or leave the number out.</source>
        <translation>Vérifier l'orthographe ou retirer le numéro.</translation>
    </message>
    <message>
        <source>No address like “{text}”</source>
        <translation>Aucune adresse proche de « {text} »</translation>
    </message>
    <message>
        <source>Type a street and a number, or press the button beside the field and click on the map.</source>
        <translation>Taper une rue et un numéro, ou presser le bouton à côté du champ puis cliquer sur la carte.</translation>
    </message>
    <message>
        <source>Search an address</source>
        <translation>Chercher une adresse</translation>
    </message>
    <message>
        <source>The register is being made ready</source>
        <translation>Préparation du registre</translation>
    </message>
    <message>
        <source>Progress stands in the message bar.</source>
        <translation>L'avancement s'affiche dans la barre de messages.</translation>
    </message>
    <message>
        <source>Download openaddress-bewal.zip from the BeSt Address site of the federal government (BOSA), then import it here. It takes about a minute and then works without network.</source>
        <translation>Télécharger openaddress-bewal.zip depuis le site BeSt Address du fédéral (BOSA), puis l'importer ici. Cela prend environ une minute et fonctionne ensuite sans réseau.</translation>
    </message>
    <message>
        <source>No address register yet</source>
        <translation>Pas encore de registre d'adresses</translation>
    </message>
    <message>
        <source>The register has no address within 150 m of this point.</source>
        <translation>Aucune adresse du registre à moins de 150 m de ce point.</translation>
    </message>
    <message>
        <source>The register could not be searched.</source>
        <translation>La recherche dans le registre a échoué.</translation>
    </message>
    <message>
        <source>box</source>
        <translation>boîte</translation>
    </message>
    <message>
        <source>house number</source>
        <translation>maison</translation>
    </message>
    <message>
        <source>between two house numbers</source>
        <translation>interpolé</translation>
    </message>
    <message>
        <source>crossing</source>
        <translation>carrefour</translation>
    </message>
    <message>
        <source>near</source>
        <translation>voisinage</translation>
    </message>
    <message>
        <source>street</source>
        <translation>rue</translation>
    </message>
    <message>
        <source>section</source>
        <translation>ancienne commune</translation>
    </message>
    <message>
        <source>commune</source>
        <translation>commune</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>proposée</translation>
    </message>
    <message>
        <source>reserved</source>
        <translation>réservée</translation>
    </message>
    <message>
        <source>no longer in use</source>
        <translation>hors d'usage</translation>
    </message>
    <message>
        <source>refused by the commune</source>
        <translation>refusée par la commune</translation>
    </message>
    <message>
        <source>no position in the register</source>
        <translation>sans position au registre</translation>
    </message>
    <message>
        <source>{metres} m away</source>
        <translation>à {metres} m</translation>
    </message>
    <message>
        <source>Address register (*.zip *.csv *.sqlite)</source>
        <translation>Registre d'adresses (*.zip *.csv *.sqlite)</translation>
    </message>
    <message>
        <source>Choose the address register</source>
        <translation>Choisir le registre d'adresses</translation>
    </message>
    <message>
        <source>Checking {title}</source>
        <translation>Vérification de {title}</translation>
    </message>
    <message>
        <source>Map of {commune}</source>
        <translation>Carte de {commune}</translation>
    </message>
    <message>
        <source>On this computer: works without network.</source>
        <translation>Sur cet ordinateur : fonctionne sans réseau.</translation>
    </message>
    <message>
        <source>No basemap of this name. Try another word.</source>
        <translation>Aucun fond de plan de ce nom. Essayer un autre mot.</translation>
    </message>
    <message>
        <source>Choose a commune first.</source>
        <translation>Choisir d'abord une commune.</translation>
    </message>
    <message>
        <source>{title} answers.</source>
        <translation>{title} répond.</translation>
    </message>
    <message>
        <source>“{title}” does not work now: {reason}</source>
        <translation>« {title} » ne fonctionne pas : {reason}</translation>
    </message>
    <message>
        <source>Try “{other}” instead.</source>
        <translation>Essayer « {other} ».</translation>
    </message>
    <message>
        <source>{title} is on the map, under “Basemaps”.</source>
        <translation>{title} est sur la carte, sous « Fonds de plan ».</translation>
    </message>
    <message>
        <source>{title} (checking…)</source>
        <translation>{title} (vérification…)</translation>
    </message>
    <message>
        <source>This page cannot be shown. The reason stands in QGIS’s log, under Rue311.</source>
        <translation>Cette page ne peut pas s'afficher. La raison se trouve dans le journal des messages de QGIS, sous Rue311.</translation>
    </message>
    <message>
        <source>The map is still empty: choose a basemap.</source>
        <translation>La carte est encore vide : choisir un fond de plan.</translation>
    </message>
    <message>
        <source>{count} changes have not been sent yet.</source>
        <translation>{count} changements pas encore envoyés.</translation>
    </message>
    <message>
        <source>Close QGIS</source>
        <translation>Fermer QGIS</translation>
    </message>
    <message>
        <source>Stop back end</source>
        <translation>Arrêter serveur</translation>
    </message>
    <message>
        <source>Start back end</source>
        <translation>Démarrer serveur</translation>
    </message>
    <message>
        <source>Who is working?</source>
        <translation>Qui travaille ?</translation>
    </message>
    <message>
        <source>{name} is working. Click to change.</source>
        <translation>{name} est au travail. Cliquer pour changer.</translation>
    </message>
    <message>
        <source>Choose another commune…</source>
        <translation>Choisir une autre commune…</translation>
    </message>
    <message>
        <source>Back end and register…</source>
        <translation>Serveur et registre…</translation>
    </message>
    <message>
        <source>Training in this commune</source>
        <translation>Exercice dans cette commune</translation>
    </message>
    <message>
        <source>Stop the training back end</source>
        <translation>Arrêter le serveur d'exercice</translation>
    </message>
    <message>
        <source>Start the training back end</source>
        <translation>Démarrer le serveur d'exercice</translation>
    </message>
    <message>
        <source>Something unexpected went wrong and this step was not done.</source>
        <translation>Une erreur inattendue : cette action n'a pas été faite.</translation>
    </message>
    <message>
        <source>Try again; if it comes back, copy the details and send them to support.</source>
        <translation>Réessayer ; si l'erreur revient, copier les détails et les envoyer au support.</translation>
    </message>
    <message>
        <source>Search a category: pothole, lamp, tree…</source>
        <translation>Chercher : nid-de-poule, lampe, arbre…</translation>
    </message>
    <message>
        <source>Search a category</source>
        <translation>Chercher une catégorie</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Catégorie</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Changer</translation>
    </message>
    <message>
        <source>There is no list of categories yet. Open the Sync page and synchronise once; after that the list stays on this computer, also without network. What you type here is kept as a draft.</source>
        <translation>Pas encore de liste de catégories. Ouvrir la page Synchro et synchroniser une fois ; la liste reste ensuite sur cet ordinateur, même sans réseau. Ce qui est saisi ici est gardé comme brouillon.</translation>
    </message>
    <message>
        <source>No category has these words.</source>
        <translation>Aucune catégorie ne contient ces mots.</translation>
    </message>
    <message>
        <source>Keep ours</source>
        <translation>Garder le nôtre</translation>
    </message>
    <message>
        <source>Take the back end's</source>
        <translation>Prendre celui du serveur</translation>
    </message>
    <message>
        <source>state</source>
        <translation>état</translation>
    </message>
    <message>
        <source>assigned to</source>
        <translation>attribution</translation>
    </message>
    <message>
        <source>priority</source>
        <translation>priorité</translation>
    </message>
    <message>
        <source>description</source>
        <translation>description</translation>
    </message>
    <message>
        <source>address</source>
        <translation>adresse</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>Nobody assigned</source>
        <translation>Non attribué</translation>
    </message>
    <message>
        <source>Back end: {words}</source>
        <translation>Serveur : {words}</translation>
    </message>
    <message>
        <source>Made safe</source>
        <translation>Sécurisé</translation>
    </message>
    <message>
        <source>Danger!</source>
        <translation>Danger !</translation>
    </message>
    <message>
        <source>Note that the place is safe now</source>
        <translation>Noter que le lieu est maintenant sécurisé</translation>
    </message>
    <message>
        <source>Note that there is danger</source>
        <translation>Noter qu'il y a un danger</translation>
    </message>
    <message>
        <source>The reference is on the clipboard.</source>
        <translation>Référence copiée dans le presse-papiers.</translation>
    </message>
    <message>
        <source>Number {number} · our reference {ref}</source>
        <translation>Numéro {number} · notre référence {ref}</translation>
    </message>
    <message>
        <source>Our reference {ref}</source>
        <translation>Notre référence {ref}</translation>
    </message>
    <message>
        <source>Reported {when}</source>
        <translation>Signalé : {when}</translation>
    </message>
    <message>
        <source>The person wants an answer.</source>
        <translation>La personne souhaite une réponse.</translation>
    </message>
    <message>
        <source>Duplicate of {ref}</source>
        <translation>Doublon de {ref}</translation>
    </message>
    <message>
        <source>Back end says: {words}</source>
        <translation>Message du serveur : {words}</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouverts</translation>
    </message>
    <message>
        <source>Danger</source>
        <translation>Danger</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Les miens</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>À envoyer</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Conflits</translation>
    </message>
    <message>
        <source>say who is working</source>
        <translation>dire qui travaille</translation>
    </message>
    <message>
        <source>say whether there is danger</source>
        <translation>dire s'il y a danger</translation>
    </message>
    <message>
        <source>choose a category</source>
        <translation>choisir une catégorie</translation>
    </message>
    <message>
        <source>shorten the description by {count} characters</source>
        <translation>raccourcir la description de {count} caractères</translation>
    </message>
    <message>
        <source>an e-mail address or a phone number for the answer</source>
        <translation>un e-mail ou un téléphone pour la réponse</translation>
    </message>
    <message>
        <source>Still needed: {list}.</source>
        <translation>Il manque : {list}.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Enregistrement…</translation>
    </message>
    <message>
        <source>Draft kept</source>
        <translation>Brouillon gardé</translation>
    </message>
    <message>
        <source>outside {commune}</source>
        <translation>hors de {commune}</translation>
    </message>
    <message>
        <source>No GPS is connected to QGIS.</source>
        <translation>Aucun GPS connecté à QGIS.</translation>
    </message>
    <message>
        <source>Connect it in View &gt; Panels &gt; GPS Information, or click the place on the map with “Report”.</source>
        <translation>Le connecter via Vue &gt; Panneaux &gt; Information GPS, ou cliquer sur la carte avec « Signaler ».</translation>
    </message>
    <message>
        <source>The GPS has no position yet ({count} satellites).</source>
        <translation>Le GPS n'a pas encore de position (satellites : {count}).</translation>
    </message>
    <message>
        <source>Wait under open sky, or click the place on the map with “Report”.</source>
        <translation>Attendre à ciel ouvert, ou cliquer sur la carte avec « Signaler ».</translation>
    </message>
    <message>
        <source>{count} older entries are not shown.</source>
        <translation>Entrées plus anciennes masquées : {count}.</translation>
    </message>
    <message>
        <source>Nothing happened yet.</source>
        <translation>Rien ne s'est encore passé.</translation>
    </message>
    <message>
        <source>Back end</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Ici</translation>
    </message>
    <message>
        <source>Incidents (EXERCICE)</source>
        <translation>Incidents (EXERCICE)</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>Incidents</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>Signalé</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Conflict: changed on both sides</source>
        <translation>Conflit : changé des deux côtés</translation>
    </message>
    <message>
        <source>A report begun {when} was not saved.</source>
        <translation>Un signalement commencé le {when} n'a pas été enregistré.</translation>
    </message>
    <message>
        <source>{chosen} of {shown} chosen</source>
        <translation>Choix : {chosen}/{shown}</translation>
    </message>
    <message>
        <source>{total} incidents</source>
        <translation>Incidents : {total}</translation>
    </message>
    <message>
        <source>{shown} of {total} incidents</source>
        <translation>Incidents : {shown} sur {total}</translation>
    </message>
    <message>
        <source>Choose your commune at the top of the dock. Then its incidents stand here.</source>
        <translation>Choisir la commune en haut du panneau. Ses incidents s'affichent ensuite ici.</translation>
    </message>
    <message>
        <source>No incident fits this search and filter.</source>
        <translation>Aucun incident pour cette recherche et ce filtre.</translation>
    </message>
    <message>
        <source>There is no incident yet.

Press “Report on the map”, then click the place. What others reported comes with the first synchronisation, on the Sync page.</source>
        <translation>Pas encore d'incident.

Presser « Signaler sur la carte », puis cliquer à l'endroit voulu. Les incidents signalés par d'autres arrivent avec la première synchronisation, page Synchro.</translation>
    </message>
    <message>
        <source>no address register on this computer</source>
        <translation>pas de registre d'adresses sur cet ordinateur</translation>
    </message>
    <message>
        <source>no address within {metres} m</source>
        <translation>pas d'adresse à moins de {metres} m</translation>
    </message>
    <message>
        <source>address {metres} m away</source>
        <translation>adresse à {metres} m</translation>
    </message>
    <message>
        <source>Who is working? Every report bears a name.</source>
        <translation>Qui travaille ? Chaque signalement porte un nom.</translation>
    </message>
    <message>
        <source>Name of the operator</source>
        <translation>Nom de l'opérateur</translation>
    </message>
    <message>
        <source>Choose or type a name</source>
        <translation>Choisir ou taper un nom</translation>
    </message>
    <message>
        <source>That is me</source>
        <translation>C'est moi</translation>
    </message>
    <message>
        <source>This incident has no place on the map.</source>
        <translation>Cet incident n'a pas de place sur la carte.</translation>
    </message>
    <message>
        <source>This point lies outside what the map's CRS covers: click elsewhere.</source>
        <translation>Ce point est hors du domaine du système de coordonnées de la carte : cliquer ailleurs.</translation>
    </message>
    <message>
        <source>New incident</source>
        <translation>Nouvel incident</translation>
    </message>
    <message>
        <source>Saved as {ref}; it goes out with the next sync.</source>
        <translation>Enregistré sous {ref} ; part à la prochaine synchronisation.</translation>
    </message>
    <message>
        <source>Add a photo…</source>
        <translation>Ajouter une photo…</translation>
    </message>
    <message>
        <source>Take this photo out</source>
        <translation>Retirer cette photo</translation>
    </message>
    <message>
        <source>Open this photo</source>
        <translation>Ouvrir cette photo</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>Pick photos</source>
        <translation>Choisir des photos</translation>
    </message>
    <message>
        <source>must be a number</source>
        <translation>doit être un nombre</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>“{question}” needs an answer</source>
        <translation>« {question} » attend une réponse</translation>
    </message>
    <message>
        <source>“{question}” {trouble}</source>
        <translation>« {question} » {trouble}</translation>
    </message>
    <message>
        <source>{question} *</source>
        <translation>{question} *</translation>
    </message>
    <message>
        <source>Reference or number of the other incident</source>
        <translation>Référence ou numéro de l'autre incident</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Confirmer</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>“{state}”: why?</source>
        <translation>« {state} » : pourquoi ?</translation>
    </message>
    <message>
        <source>Dangerous and not made safe. “{state}” all the same: why?</source>
        <translation>Danger non sécurisé. « {state} » malgré tout : pourquoi ?</translation>
    </message>
    <message>
        <source>“{state}” of which incident?</source>
        <translation>« {state} » de quel incident ?</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Autre…</translation>
    </message>
    <message>
        <source>Channel…</source>
        <translation>Canal…</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Guichet</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>Courrier</translation>
    </message>
    <message>
        <source>Our own staff</source>
        <translation>Notre personnel</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>Web</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Autre</translation>
    </message>
    <message>
        <source>Language…</source>
        <translation>Langue…</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Français</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>Néerlandais</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Allemand</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Anglais</translation>
    </message>
    <message>
        <source>No priority</source>
        <translation>Sans priorité</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Haute</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normale</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Basse</translation>
    </message>
    <message>
        <source>to send</source>
        <translation>à envoyer</translation>
    </message>
    <message>
        <source>to send: the last try did not reach the back end</source>
        <translation>à envoyer : le dernier essai n'a pas atteint le serveur</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>en cours d'envoi</translation>
    </message>
    <message>
        <source>received, waiting to be seen at the back end</source>
        <translation>reçu, pas encore vu sur le serveur</translation>
    </message>
    <message>
        <source>unsure: being checked</source>
        <translation>incertain : vérification en cours</translation>
    </message>
    <message>
        <source>refused by the back end</source>
        <translation>refusé par le serveur</translation>
    </message>
    <message>
        <source>arrived twice at the back end</source>
        <translation>arrivé deux fois sur le serveur</translation>
    </message>
    <message>
        <source>unsure: a person must look (Sync page)</source>
        <translation>incertain : à vérifier (page Synchro)</translation>
    </message>
    <message>
        <source>stays on our side: this back end cannot carry it</source>
        <translation>reste de notre côté : ce serveur ne peut pas le prendre</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>envoyé</translation>
    </message>
    <message>
        <source>seen at the back end</source>
        <translation>vu sur le serveur</translation>
    </message>
    <message>
        <source>arrived twice</source>
        <translation>arrivé deux fois</translation>
    </message>
    <message>
        <source>a person must look</source>
        <translation>à vérifier</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>retiré</translation>
    </message>
    <message>
        <source>on our side only</source>
        <translation>de notre côté seulement</translation>
    </message>
    <message>
        <source>number {number}; {state}</source>
        <translation>numéro {number} ; {state}</translation>
    </message>
    <message>
        <source>no longer at the back end</source>
        <translation>n'est plus sur le serveur</translation>
    </message>
    <message>
        <source>number received: {number}</source>
        <translation>numéro {number} reçu</translation>
    </message>
    <message>
        <source>received, number not known yet</source>
        <translation>reçu, numéro pas encore connu</translation>
    </message>
    <message>
        <source>{point} · GPS, accuracy not known</source>
        <translation>{point} · GPS, précision inconnue</translation>
    </message>
    <message>
        <source>{point} · GPS ± {metres} m</source>
        <translation>{point} · GPS ± {metres} m</translation>
    </message>
    <message>
        <source>{point} · from the address</source>
        <translation>{point} · d'après l'adresse</translation>
    </message>
    <message>
        <source>{point} · clicked on the map</source>
        <translation>{point} · cliqué sur la carte</translation>
    </message>
    <message>
        <source>Something went wrong in Rue311.</source>
        <translation>Une erreur s'est produite dans Rue311.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Rue311: details</source>
        <translation>Rue311 : détails</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Opening {commune}</source>
        <translation>Ouverture de {commune}</translation>
    </message>
    <message>
        <source>Importing the address register {file}</source>
        <translation>Importation du registre d'adresses {file}</translation>
    </message>
    <message>
        <source>Opening the address register</source>
        <translation>Ouverture du registre d'adresses</translation>
    </message>
    <message>
        <source>New operator…</source>
        <translation>Nouvel opérateur…</translation>
    </message>
    <message>
        <source>Reference {ref}, operation {op}</source>
        <translation>Référence {ref}, opération {op}</translation>
    </message>
    <message>
        <source>To do and recent</source>
        <translation>À faire et récentes</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>À faire</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>À décider</translation>
    </message>
    <message>
        <source>{n} to send</source>
        <translation>{n} à envoyer</translation>
    </message>
    <message>
        <source>Nothing to send</source>
        <translation>Rien à envoyer</translation>
    </message>
    <message>
        <source>{n} for you</source>
        <translation>{n} à décider</translation>
    </message>
    <message>
        <source>No commune is open. Choose one first.</source>
        <translation>Aucune commune ouverte. En choisir d'abord une.</translation>
    </message>
    <message>
        <source>Nothing to show with this choice.</source>
        <translation>Rien à montrer avec ce choix.</translation>
    </message>
    <message>
        <source>Nothing has been reported yet. What you report or change waits here until it is sent.</source>
        <translation>Rien n'a encore été signalé. Les signalements et changements attendent ici leur envoi.</translation>
    </message>
    <message>
        <source>Asking the back end…</source>
        <translation>Interrogation du serveur…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>Synchronised: {counts}.</source>
        <translation>Synchronisé : {counts}.</translation>
    </message>
    <message>
        <source>Sync stopped. What had not left waits in the outbox.</source>
        <translation>Synchronisation arrêtée. Ce qui n'était pas parti attend dans la boîte d'envoi.</translation>
    </message>
    <message>
        <source>Send what is waiting and fetch what is new</source>
        <translation>Envoyer ce qui attend et récupérer les nouveautés</translation>
    </message>
    <message>
        <source>Synchronising…</source>
        <translation>Synchronisation…</translation>
    </message>
    <message>
        <source>Sync is off: working offline</source>
        <translation>Synchronisation coupée : hors ligne</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Synchroniser</translation>
    </message>
    <message>
        <source>No commune is open.</source>
        <translation>Aucune commune ouverte.</translation>
    </message>
    <message>
        <source>A sync is running.</source>
        <translation>Synchronisation en cours.</translation>
    </message>
    <message>
        <source>The offline switch is on: no request leaves this computer. Switch it off to sync.</source>
        <translation>Mode hors ligne : aucune requête ne quitte cet ordinateur. Le couper pour synchroniser.</translation>
    </message>
    <message>
        <source>The training back end is stopped.</source>
        <translation>Le serveur d'exercice est arrêté.</translation>
    </message>
    <message>
        <source>No back end is set up yet.</source>
        <translation>Aucun serveur configuré.</translation>
    </message>
    <message>
        <source>Training back end: running</source>
        <translation>Serveur d'exercice : en marche</translation>
    </message>
    <message>
        <source>Training back end: stopped</source>
        <translation>Serveur d'exercice : arrêté</translation>
    </message>
    <message>
        <source>Back end: {host}</source>
        <translation>Serveur : {host}</translation>
    </message>
    <message>
        <source>Never synchronised yet.</source>
        <translation>Jamais synchronisé.</translation>
    </message>
    <message>
        <source>Last sync {when}: {counts}</source>
        <translation>Dernière synchro {when} : {counts}</translation>
    </message>
    <message>
        <source>refused: {words}</source>
        <translation>refusé : {words}</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>sent, its number is still to come</source>
        <translation>envoyé, numéro encore à recevoir</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>envoi en cours</translation>
    </message>
    <message>
        <source>sent and seen at the back end</source>
        <translation>envoyé et vu sur le serveur</translation>
    </message>
    <message>
        <source>waiting: did not leave, will be sent again</source>
        <translation>en attente : pas parti, sera renvoyé</translation>
    </message>
    <message>
        <source>needs you: twice at the back end</source>
        <translation>à décider : deux fois sur le serveur</translation>
    </message>
    <message>
        <source>needs you: the back end could not be asked whether it arrived</source>
        <translation>à décider : impossible de vérifier l'arrivée sur le serveur</translation>
    </message>
    <message>
        <source>kept on our side</source>
        <translation>gardé de notre côté</translation>
    </message>
    <message>
        <source>Saved on this computer. The next sync sends it.</source>
        <translation>Enregistré sur cet ordinateur. Part à la prochaine synchronisation.</translation>
    </message>
    <message>
        <source>On its way. If the answer is lost, it is checked before anything is sent again.</source>
        <translation>En route. Si la réponse se perd, vérification avant tout nouvel envoi.</translation>
    </message>
    <message>
        <source>The back end took it. The next sync looks for it in the list.</source>
        <translation>Accepté par le serveur. La prochaine synchronisation le cherche dans sa liste.</translation>
    </message>
    <message>
        <source>The back end has it. Nothing is left to do.</source>
        <translation>Présent sur le serveur. Plus rien à faire.</translation>
    </message>
    <message>
        <source>It certainly did not arrive. The next sync sends it again.</source>
        <translation>Certainement pas arrivé. La prochaine synchronisation le renvoie.</translation>
    </message>
    <message>
        <source>The answer was lost. It is looked for at the back end and not sent twice.</source>
        <translation>Réponse perdue. Recherche sur le serveur, sans envoi en double.</translation>
    </message>
    <message>
        <source>Taken back before it left. It stays in the history.</source>
        <translation>Retiré avant l'envoi. Reste dans l'historique.</translation>
    </message>
    <message>
        <source>This back end cannot carry it. It stays in the history on our side.</source>
        <translation>Ce serveur ne peut pas le prendre. Reste dans l'historique, de notre côté.</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>aujourd'hui {time}</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>hier {time}</translation>
    </message>
    <message>
        <source>{n} received</source>
        <translation>reçus {n}</translation>
    </message>
    <message>
        <source>{n} sent</source>
        <translation>envoyés {n}</translation>
    </message>
    <message>
        <source>{n} confirmed</source>
        <translation>confirmés {n}</translation>
    </message>
    <message>
        <source>{n} refused</source>
        <translation>refusés {n}</translation>
    </message>
    <message>
        <source>{n} unsure</source>
        <translation>incertains {n}</translation>
    </message>
    <message>
        <source>{n} waiting</source>
        <translation>en attente {n}</translation>
    </message>
    <message>
        <source>{n} in conflict</source>
        <translation>en conflit {n}</translation>
    </message>
    <message>
        <source>{n} for you to decide</source>
        <translation>à décider {n}</translation>
    </message>
    <message>
        <source>Synchronising incidents</source>
        <translation>Synchronisation des incidents</translation>
    </message>
    <message>
        <source>“{title}” stopped because of a defect in Rue311.</source>
        <translation>« {title} » s'est arrêté à cause d'un défaut de Rue311.</translation>
    </message>
    <message>
        <source>Nothing that was saved is lost. Please send the details to the maintainers.</source>
        <translation>Rien de ce qui était enregistré n'est perdu. Merci d'envoyer les détails aux mainteneurs.</translation>
    </message>
    <message>
        <source>Nothing here is real, nothing leaves this computer.</source>
        <translation>Fictif : rien ne quitte cet ordinateur.</translation>
    </message>
    <message>
        <source>Nobody has said yet who is working.</source>
        <translation>Personne n'a encore dit qui travaille.</translation>
    </message>
    <message>
        <source>Choose the operator at the top of the Rue311 dock, then do it again. Your input is kept.</source>
        <translation>Choisir l'opérateur en haut du panneau Rue311, puis recommencer. La saisie est gardée.</translation>
    </message>
    <message>
        <source>Choose the commune in the Rue311 dock first.</source>
        <translation>Choisir d'abord la commune dans le panneau Rue311.</translation>
    </message>
    <message>
        <source>The offline switch is on: nothing is sent or fetched.</source>
        <translation>Mode hors ligne : rien n'est envoyé ni récupéré.</translation>
    </message>
    <message>
        <source>Switch it off at the top of the dock when the network is back. Your work is kept meanwhile.</source>
        <translation>Le couper en haut du panneau au retour du réseau. D'ici là, le travail est gardé.</translation>
    </message>
    <message>
        <source>Start it in the orange bar at the top of the dock. Your work is kept meanwhile.</source>
        <translation>Le démarrer dans la barre orange en haut du panneau. D'ici là, le travail est gardé.</translation>
    </message>
    <message>
        <source>No back end is set up for this commune.</source>
        <translation>Aucun serveur configuré pour cette commune.</translation>
    </message>
    <message>
        <source>Training and real work are kept apart: training speaks only with a back end on this computer.</source>
        <translation>Exercice et réalité restent séparés : l'exercice ne parle qu'à un serveur sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Choose the real commune for real work.</source>
        <translation>Choisir la commune réelle pour le travail réel.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be used: {reason}.</source>
        <translation>Le dossier {folder} est inutilisable : {reason}.</translation>
    </message>
    <message>
        <source>Free some space or ask for the right to write there, then choose the commune again.</source>
        <translation>Libérer de la place ou demander le droit d'y écrire, puis choisir à nouveau la commune.</translation>
    </message>
    <message>
        <source>The address register is ready: {count} addresses.</source>
        <translation>Le registre d'adresses est prêt : {count} adresses.</translation>
    </message>
    <message>
        <source>The store is closed.</source>
        <translation>La base locale est fermée.</translation>
    </message>
    <message>
        <source>{path} is not a store of Rue311.</source>
        <translation>{path} n'est pas une base locale de Rue311.</translation>
    </message>
    <message>
        <source>Choose another file or folder.</source>
        <translation>Choisir un autre fichier ou dossier.</translation>
    </message>
    <message>
        <source>The store {path} could not be read or written.</source>
        <translation>Impossible de lire ou d'écrire la base locale {path}.</translation>
    </message>
    <message>
        <source>This operation is on its way or arrived: it is not sent again.</source>
        <translation>Cette opération est en route ou arrivée : elle n'est pas renvoyée.</translation>
    </message>
    <message>
        <source>The store {path} is read-only: nothing was saved.</source>
        <translation>La base locale {path} est en lecture seule : rien n'a été enregistré.</translation>
    </message>
    <message>
        <source>Ask for the right to write in its folder, or choose another folder.</source>
        <translation>Demander le droit d'écrire dans son dossier ou choisir un autre dossier.</translation>
    </message>
    <message>
        <source>The store {path} is held by another program: nothing was saved.</source>
        <translation>La base locale {path} est occupée par un autre programme : rien n'a été enregistré.</translation>
    </message>
    <message>
        <source>Try again in a moment; close the other QGIS or the backup program if it lasts.</source>
        <translation>Réessayer dans un instant ; si cela dure, fermer l'autre QGIS ou le programme de sauvegarde.</translation>
    </message>
    <message>
        <source>The disk of {path} is full or cannot be written: nothing was saved.</source>
        <translation>Le disque de {path} est plein ou protégé en écriture : rien n'a été enregistré.</translation>
    </message>
    <message>
        <source>Free some space on this disk and save again; what was saved before is intact.</source>
        <translation>Libérer de la place sur ce disque et réenregistrer ; ce qui l'était déjà est intact.</translation>
    </message>
    <message>
        <source>The store {path} is damaged and was not opened.</source>
        <translation>La base locale {path} est endommagée et n'a pas été ouverte.</translation>
    </message>
    <message>
        <source>Keep the file as it is and call the person in charge: a backup can be put back.</source>
        <translation>Garder le fichier tel quel et appeler le responsable : une sauvegarde peut être remise.</translation>
    </message>
    <message>
        <source>There is no incident {ref} in this store.</source>
        <translation>Aucun incident {ref} dans cette base locale.</translation>
    </message>
    <message>
        <source>There is no operation {op_id} in this store.</source>
        <translation>Aucune opération {op_id} dans cette base locale.</translation>
    </message>
    <message>
        <source>This conflict was already decided, or never was.</source>
        <translation>Ce conflit est déjà tranché ou n'a jamais existé.</translation>
    </message>
    <message>
        <source>Wait until it has finished, or close it.</source>
        <translation>Attendre qu'il ait fini ou le fermer.</translation>
    </message>
    <message>
        <source>Another QGIS has taken over the synchronisation; this one stopped.</source>
        <translation>Un autre QGIS a repris la synchronisation ; celle-ci s'est arrêtée.</translation>
    </message>
    <message>
        <source>The photo {file} cannot be read.</source>
        <translation>La photo {file} est illisible.</translation>
    </message>
    <message>
        <source>Pick it again.</source>
        <translation>La choisir à nouveau.</translation>
    </message>
    <message>
        <source>The photo {file} is larger than 20 MB.</source>
        <translation>La photo {file} dépasse 20 Mo.</translation>
    </message>
    <message>
        <source>Save it smaller and pick it again.</source>
        <translation>L'enregistrer en plus petit et la choisir à nouveau.</translation>
    </message>
    <message>
        <source>The photo {file} measures {width} × {height} pixels; 50 million pixels are the most.</source>
        <translation>La photo {file} fait {width} × {height} pixels ; le maximum est de 50 millions de pixels.</translation>
    </message>
    <message>
        <source>{file} is not a photo that can be read (JPEG, PNG, WebP or GIF).</source>
        <translation>{file} n'est pas une photo lisible (JPEG, PNG, WebP ou GIF).</translation>
    </message>
    <message>
        <source>Pick another file.</source>
        <translation>Choisir un autre fichier.</translation>
    </message>
    <message>
        <source>Erased</source>
        <translation>Effacé</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>{before} → {after}</source>
        <translation>{before} → {after}</translation>
    </message>
    <message>
        <source>duplicate of {ref}</source>
        <translation>doublon de {ref}</translation>
    </message>
    <message>
        <source>priority → {value}</source>
        <translation>priorité → {value}</translation>
    </message>
    <message>
        <source>assigned to {value}</source>
        <translation>attribué à {value}</translation>
    </message>
    <message>
        <source>made safe</source>
        <translation>sécurisé</translation>
    </message>
    <message>
        <source>danger</source>
        <translation>danger</translation>
    </message>
    <message>
        <source>no danger</source>
        <translation>pas de danger</translation>
    </message>
    <message>
        <source>Report: {service}</source>
        <translation>Signalement : {service}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Change: {change}</source>
        <translation>Changement : {change}</translation>
    </message>
    <message>
        <source>Choose a category first.</source>
        <translation>Choisir d'abord une catégorie.</translation>
    </message>
    <message>
        <source>The place of the incident is not on the map.</source>
        <translation>L'endroit de l'incident n'est pas sur la carte.</translation>
    </message>
    <message>
        <source>Click on the map again.</source>
        <translation>Cliquer à nouveau sur la carte.</translation>
    </message>
    <message>
        <source>The description has {count} characters; {limit} are the most.</source>
        <translation>La description compte {count} caractères ; le maximum est de {limit}.</translation>
    </message>
    <message>
        <source>Shorten it, or put the rest into a note.</source>
        <translation>La raccourcir ou mettre le reste dans une note.</translation>
    </message>
    <message>
        <source>“{field}” cannot be changed here.</source>
        <translation>« {field} » ne peut pas être changé ici.</translation>
    </message>
    <message>
        <source>Danger is “yes”, “safe” or “no”.</source>
        <translation>Danger : « yes », « safe » ou « no ».</translation>
    </message>
    <message>
        <source>“{state}” is not a state.</source>
        <translation>« {state} » n'est pas un état.</translation>
    </message>
    <message>
        <source>“{ref}” is not the reference of another incident here.</source>
        <translation>« {ref} » n'est pas la référence d'un autre incident d'ici.</translation>
    </message>
    <message>
        <source>The back end has no field for this: it stays on our side.</source>
        <translation>Le serveur n'a pas de champ pour cela : reste de notre côté.</translation>
    </message>
    <message>
        <source>The note is empty.</source>
        <translation>La note est vide.</translation>
    </message>
    <message>
        <source>This was sent already, or may have been: it cannot be taken back.</source>
        <translation>Déjà envoyé, ou peut-être : impossible de le retirer.</translation>
    </message>
    <message>
        <source>Close or refuse the incident instead.</source>
        <translation>Clôturer ou refuser plutôt l'incident.</translation>
    </message>
    <message>
        <source>The store {path} was made by a newer Rue311.</source>
        <translation>La base locale {path} vient d'un Rue311 plus récent.</translation>
    </message>
    <message>
        <source>Update the plugin on this computer.</source>
        <translation>Mettre à jour l'extension sur cet ordinateur.</translation>
    </message>
    <message>
        <source>{path} is a store for training.</source>
        <translation>{path} est une base locale d'exercice.</translation>
    </message>
    <message>
        <source>{path} is a real store, not one for training.</source>
        <translation>{path} est une base locale réelle, pas d'exercice.</translation>
    </message>
    <message>
        <source>Training and real incidents never share a store: open the profile that goes with it.</source>
        <translation>Incidents réels et d'exercice ne partagent jamais une base locale : ouvrir le profil correspondant.</translation>
    </message>
    <message>
        <source>Write the operator's name.</source>
        <translation>Écrire le nom de l'opérateur.</translation>
    </message>
    <message>
        <source>From “{state}” an incident cannot go to “{target}”.</source>
        <translation>De « {state} », un incident ne peut pas passer à « {target} ».</translation>
    </message>
    <message>
        <source>Possible steps: {steps}.</source>
        <translation>Étapes possibles : {steps}.</translation>
    </message>
    <message>
        <source>“{target}” needs a reason.</source>
        <translation>« {target} » demande un motif.</translation>
    </message>
    <message>
        <source>This incident is dangerous and not made safe: “{target}” needs a reason.</source>
        <translation>Cet incident est un danger non sécurisé : « {target} » demande un motif.</translation>
    </message>
    <message>
        <source>Make it safe first, or write why it can be left.</source>
        <translation>Sécuriser d'abord, ou écrire pourquoi on peut laisser ainsi.</translation>
    </message>
    <message>
        <source>Say of which incident this one is a duplicate.</source>
        <translation>Dire de quel incident celui-ci est le doublon.</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Accepté</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>Attribué</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Planifié</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Fixed, to be checked</source>
        <translation>Réparé (à vérifier)</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Clôturé</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refusé</translation>
    </message>
    <message>
        <source>No action</source>
        <translation>Classé sans suite</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Doublon</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>Transféré</translation>
    </message>
    <message>
        <source>The server {host} is not known on this network.</source>
        <translation>Le serveur {host} est inconnu sur ce réseau.</translation>
    </message>
    <message>
        <source>Check the network connection and the address.</source>
        <translation>Vérifier la connexion au réseau et l'adresse.</translation>
    </message>
    <message>
        <source>The server {host} does not accept connections.</source>
        <translation>Le serveur {host} n'accepte pas de connexion.</translation>
    </message>
    <message>
        <source>Check that it is running, and the network connection.</source>
        <translation>Vérifier qu'il est en marche, et la connexion au réseau.</translation>
    </message>
    <message>
        <source>The identity of the server {host} cannot be verified.</source>
        <translation>Impossible de vérifier l'identité du serveur {host}.</translation>
    </message>
    <message>
        <source>Ask your IT service to add its certificate authority to QGIS (Options, Authentication).</source>
        <translation>Demander au service informatique d'ajouter son autorité de certification à QGIS (Options, Authentification).</translation>
    </message>
    <message>
        <source>The proxy does not let the request through.</source>
        <translation>Le proxy ne laisse pas passer la requête.</translation>
    </message>
    <message>
        <source>Check the proxy and its password in the options of QGIS (Network).</source>
        <translation>Vérifier le proxy et son mot de passe dans les options de QGIS (Réseau).</translation>
    </message>
    <message>
        <source>The server {host} takes too long to answer.</source>
        <translation>Le serveur {host} tarde trop à répondre.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Réessayer plus tard.</translation>
    </message>
    <message>
        <source>The connection to {host} broke before the answer was complete.</source>
        <translation>La connexion à {host} a été coupée avant la fin de la réponse.</translation>
    </message>
    <message>
        <source>The answer of {host} is larger than {size} MB and was not read.</source>
        <translation>La réponse de {host} dépasse {size} Mo et n'a pas été lue.</translation>
    </message>
    <message>
        <source>Ask for less at once, or tell the manager of the server.</source>
        <translation>Demander moins à la fois ou prévenir le gestionnaire du serveur.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Annulé.</translation>
    </message>
    <message>
        <source>The answer of {host} is damaged.</source>
        <translation>La réponse de {host} est endommagée.</translation>
    </message>
    <message>
        <source>Try again later; a proxy or antivirus on the way may be the cause.</source>
        <translation>Réessayer plus tard ; un proxy ou un antivirus en chemin peut en être la cause.</translation>
    </message>
    <message>
        <source>The server {host} sends the request elsewhere, without end or to an unusable address.</source>
        <translation>Le serveur {host} renvoie la requête ailleurs, sans fin ou vers une adresse inutilisable.</translation>
    </message>
    <message>
        <source>Check the address.</source>
        <translation>Vérifier l'adresse.</translation>
    </message>
    <message>
        <source>The address of the server cannot be used: {host}</source>
        <translation>L'adresse du serveur est inutilisable : {host}</translation>
    </message>
    <message>
        <source>Check the address; it begins with https:// or http://.</source>
        <translation>Vérifier l'adresse ; elle commence par https:// ou http://.</translation>
    </message>
    <message>
        <source>The stored credentials {authcfg} cannot be opened.</source>
        <translation>Impossible d'ouvrir l'authentification enregistrée {authcfg}.</translation>
    </message>
    <message>
        <source>Enter QGIS's master password, or choose other credentials. Without a screen, name a file that holds the master password in QGIS_AUTH_PASSWORD_FILE.</source>
        <translation>Saisir le mot de passe principal de QGIS ou choisir une autre authentification. Sans écran, indiquer dans QGIS_AUTH_PASSWORD_FILE un fichier contenant le mot de passe principal.</translation>
    </message>
    <message>
        <source>it is no list of services</source>
        <translation>ce n'est pas une liste de catégories</translation>
    </message>
    <message>
        <source>This back end takes no photos.</source>
        <translation>Ce serveur ne prend pas de photos.</translation>
    </message>
    <message>
        <source>Send the report without them.</source>
        <translation>Envoyer le signalement sans photos.</translation>
    </message>
    <message>
        <source>it says that this report exists already ({words})</source>
        <translation>le serveur dit que ce signalement existe déjà ({words})</translation>
    </message>
    <message>
        <source>it holds neither a number nor a token</source>
        <translation>ni numéro ni jeton</translation>
    </message>
    <message>
        <source>this back end cannot tell what has changed since a date</source>
        <translation>ce serveur ne peut pas dire ce qui a changé depuis une date</translation>
    </message>
    <message>
        <source>This back end takes no updates.</source>
        <translation>Ce serveur ne prend pas de mises à jour.</translation>
    </message>
    <message>
        <source>The change stays on your side.</source>
        <translation>Le changement reste de notre côté.</translation>
    </message>
    <message>
        <source>it holds no number of an update</source>
        <translation>aucun numéro de mise à jour</translation>
    </message>
    <message>
        <source>it is no list of service requests</source>
        <translation>ce n'est pas une liste de demandes</translation>
    </message>
    <message>
        <source>it is no discovery document</source>
        <translation>ce n'est pas un document de découverte</translation>
    </message>
    <message>
        <source>it names no GeoReport v2 endpoint</source>
        <translation>aucun point d'accès GeoReport v2</translation>
    </message>
    <message>
        <source>The back end refused: {words}</source>
        <translation>Refusé par le serveur : {words}</translation>
    </message>
    <message>
        <source>The back end refused.</source>
        <translation>Refusé par le serveur.</translation>
    </message>
    <message>
        <source>Correct the report and send it again.</source>
        <translation>Corriger le signalement et le renvoyer.</translation>
    </message>
    <message>
        <source>Check the key of the back end in the profile.</source>
        <translation>Vérifier la clé du serveur dans le profil.</translation>
    </message>
    <message>
        <source>Check the address and the jurisdiction of the back end in the profile.</source>
        <translation>Vérifier l'adresse et la juridiction du serveur dans le profil.</translation>
    </message>
    <message>
        <source>The back end asks to wait {seconds} seconds.</source>
        <translation>Le serveur demande d'attendre {seconds} s.</translation>
    </message>
    <message>
        <source>Nothing is lost: it is sent again later.</source>
        <translation>Rien n'est perdu : nouvel envoi plus tard.</translation>
    </message>
    <message>
        <source>The back end failed (HTTP {status}).</source>
        <translation>Le serveur est en panne (HTTP {status}).</translation>
    </message>
    <message>
        <source>Try again later; tell the back end's manager if it lasts.</source>
        <translation>Réessayer plus tard ; si cela dure, prévenir le gestionnaire du serveur.</translation>
    </message>
    <message>
        <source>The answer of the back end cannot be read: {why}</source>
        <translation>La réponse du serveur est illisible : {why}</translation>
    </message>
    <message>
        <source>Check the address of the back end, and whether this network asks for a login first.</source>
        <translation>Vérifier l'adresse du serveur, et si ce réseau demande d'abord une connexion.</translation>
    </message>
    <message>
        <source>it sends the request elsewhere</source>
        <translation>la requête est renvoyée ailleurs</translation>
    </message>
    <message>
        <source>HTTP {status} without an explanation</source>
        <translation>HTTP {status} sans explication</translation>
    </message>
    <message>
        <source>it is neither JSON nor XML</source>
        <translation>ni JSON ni XML</translation>
    </message>
    <message>
        <source>it is a web page, perhaps a login</source>
        <translation>c'est une page web, peut-être de connexion</translation>
    </message>
    <message>
        <source>it is not safe to read</source>
        <translation>lecture peu sûre</translation>
    </message>
    <message>
        <source>it is damaged or cut short</source>
        <translation>endommagée ou incomplète</translation>
    </message>
    <message>
        <source>there is too much for one listing</source>
        <translation>trop de résultats pour une seule liste</translation>
    </message>
    <message>
        <source>the back end does not filter by date</source>
        <translation>le serveur ne filtre pas par date</translation>
    </message>
    <message>
        <source>too many service requests at {time}</source>
        <translation>trop de demandes à {time}</translation>
    </message>
    <message>
        <source>the back end fails between {start} and {end}</source>
        <translation>le serveur est en panne entre {start} et {end}</translation>
    </message>
    <message>
        <source>Rue311 could not start. After an update, please restart QGIS. ({reason})</source>
        <translation>Rue311 n'a pas pu démarrer. Après une mise à jour, redémarrer QGIS. ({reason})</translation>
    </message>
    <message>
        <source>this category has no attribute {code}</source>
        <translation>cette catégorie n'a pas d'attribut {code}</translation>
    </message>
    <message>
        <source>attribute {code} is required</source>
        <translation>l'attribut {code} est obligatoire</translation>
    </message>
    <message>
        <source>attribute {code} takes one value only</source>
        <translation>l'attribut {code} ne prend qu'une valeur</translation>
    </message>
    <message>
        <source>attribute {code}: {value} is not a number</source>
        <translation>attribut {code} : {value} n'est pas un nombre</translation>
    </message>
    <message>
        <source>attribute {code}: {value} is not an ISO 8601 date</source>
        <translation>attribut {code} : {value} n'est pas une date ISO 8601</translation>
    </message>
    <message>
        <source>attribute {code}: {value} is not one of {keys}</source>
        <translation>attribut {code} : {value} ne figure pas parmi {keys}</translation>
    </message>
    <message>
        <source>Give ENDPOINT, or a PROFILE that names its back end.</source>
        <translation>Indiquer ENDPOINT, ou un PROFILE qui nomme son serveur.</translation>
    </message>
    <message>
        <source>API_KEY names the variable {name}, which is not set.</source>
        <translation>API_KEY nomme la variable {name}, qui n'est pas définie.</translation>
    </message>
    <message>
        <source>{name} is empty: give a file.</source>
        <translation>{name} est vide : indiquer un fichier.</translation>
    </message>
    <message>
        <source>{name} is a folder, not a file: {path}</source>
        <translation>{name} est un dossier, pas un fichier : {path}</translation>
    </message>
    <message>
        <source>{name}: there is no file {path}</source>
        <translation>{name} : fichier {path} introuvable</translation>
    </message>
    <message>
        <source>{name}: a shapefile cuts field names after 10 letters. Choose .gpkg instead.</source>
        <translation>{name} : un shapefile coupe les noms de champs après 10 lettres. Choisir plutôt .gpkg.</translation>
    </message>
    <message>
        <source>{parameter}: the input has no field {missing}. It has: {fields}</source>
        <translation>{parameter} : l'entrée n'a pas de champ {missing}. Elle a : {fields}</translation>
    </message>
    <message>
        <source>Cancelled: outputs are unchanged.</source>
        <translation>Annulé : sorties inchangées.</translation>
    </message>
    <message>
        <source>Import address register</source>
        <translation>Importer le registre d'adresses</translation>
    </message>
    <message>
        <source>Reads a BeSt address file (openaddress-bewal.zip or its CSV, either header) into one register file for searching and validating addresses without network. A register that is there already is replaced only when the new one is complete. Source of the data: SPW - ICAR - Points d'adresses, CC BY 4.0.</source>
        <translation>Lit un fichier d'adresses BeSt (openaddress-bewal.zip ou son CSV, quel que soit l'en-tête) dans un seul fichier de registre, pour chercher et valider des adresses sans réseau. Un registre existant n'est remplacé que lorsque le nouveau est complet. Source des données : SPW - ICAR - Points d'adresses, CC BY 4.0.</translation>
    </message>
    <message>
        <source>BeSt address file (zip or CSV)</source>
        <translation>Fichier d'adresses BeSt (zip ou CSV)</translation>
    </message>
    <message>
        <source>INS codes of the communes to take, separated by commas (empty: all)</source>
        <translation>Codes INS des communes à reprendre, séparés par des virgules (vide : toutes)</translation>
    </message>
    <message>
        <source>Localities and sections (CSV or BeSt XML)</source>
        <translation>Localités et anciennes communes (CSV ou XML BeSt)</translation>
    </message>
    <message>
        <source>Former street names (CSV)</source>
        <translation>Anciens noms de rues (CSV)</translation>
    </message>
    <message>
        <source>Address register</source>
        <translation>Registre d'adresses</translation>
    </message>
    <message>
        <source>Address register (*.sqlite)</source>
        <translation>Registre d'adresses (*.sqlite)</translation>
    </message>
    <message>
        <source>Addresses (houses)</source>
        <translation>Adresses (maisons)</translation>
    </message>
    <message>
        <source>Letterboxes</source>
        <translation>Boîtes</translation>
    </message>
    <message>
        <source>Addresses without position</source>
        <translation>Adresses sans position</translation>
    </message>
    <message>
        <source>Lines rejected</source>
        <translation>Lignes rejetées</translation>
    </message>
    <message>
        <source>Date of the register</source>
        <translation>Date du registre</translation>
    </message>
    <message>
        <source>Line {line}: {reason}.</source>
        <translation>Ligne {line} : {reason}.</translation>
    </message>
    <message>
        <source>{count} lines were rejected in all.</source>
        <translation>Lignes rejetées en tout : {count}.</translation>
    </message>
    <message>
        <source>{count} addresses have no position: they are found by name and get no point.</source>
        <translation>Adresses sans position : {count} ; trouvées par leur nom, elles n'ont pas de point.</translation>
    </message>
    <message>
        <source>The old register is open elsewhere; the new one is {file} and is used from now on.</source>
        <translation>L'ancien registre est ouvert ailleurs ; le nouveau est {file} et sert désormais.</translation>
    </message>
    <message>
        <source>{parameter}: {wrong} is no INS code (five digits, such as 92094 for Namur).</source>
        <translation>{parameter} : {wrong} n'est pas un code INS (cinq chiffres, p. ex. 92094 pour Namur).</translation>
    </message>
    <message>
        <source>ATTRIBUTES is not JSON: {reason}</source>
        <translation>ATTRIBUTES n'est pas du JSON : {reason}</translation>
    </message>
    <message>
        <source>ATTRIBUTES must be a JSON object from code to field name, like {"SIZE": "size"}</source>
        <translation>ATTRIBUTES doit être un objet JSON allant du code au nom de champ, comme {"SIZE": "size"}</translation>
    </message>
    <message>
        <source>the row has no point</source>
        <translation>la ligne n'a pas de point</translation>
    </message>
    <message>
        <source>the row has several points</source>
        <translation>la ligne a plusieurs points</translation>
    </message>
    <message>
        <source>the point has no place in WGS84</source>
        <translation>le point n'a pas de place en WGS84</translation>
    </message>
    <message>
        <source>the point is not in Belgium: is the layer's CRS right?</source>
        <translation>le point n'est pas en Belgique : le SCR de la couche est-il correct ?</translation>
    </message>
    <message>
        <source>the row has no service code</source>
        <translation>la ligne n'a pas de code de catégorie</translation>
    </message>
    <message>
        <source>the back end has no service {code}</source>
        <translation>le serveur n'a pas de catégorie {code}</translation>
    </message>
    <message>
        <source>Report incidents</source>
        <translation>Signaler des incidents</translation>
    </message>
    <message>
        <source>Queues one report per point in the store; nothing is sent. A row that no back end could take is refused with its reason and does not stop the others. A store that does not exist is made.</source>
        <translation>Met un signalement par point en file d'attente dans la base locale ; rien n'est envoyé. Une ligne qu'aucun serveur ne pourrait prendre est refusée avec son motif et n'arrête pas les autres. Une base locale qui n'existe pas est créée.</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Field with the service code</source>
        <translation>Champ du code de catégorie</translation>
    </message>
    <message>
        <source>Service code of all rows</source>
        <translation>Code de catégorie de toutes les lignes</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Attributes: JSON from code to field</source>
        <translation>Attributs : JSON du code au champ</translation>
    </message>
    <message>
        <source>Photos: paths, separated by |</source>
        <translation>Photos : chemins, séparés par |</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Base locale</translation>
    </message>
    <message>
        <source>Store (*.sqlite)</source>
        <translation>Base locale (*.sqlite)</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Opérateur</translation>
    </message>
    <message>
        <source>Refused rows</source>
        <translation>Lignes refusées</translation>
    </message>
    <message>
        <source>Reports queued</source>
        <translation>Signalements mis en file</translation>
    </message>
    <message>
        <source>Rows refused</source>
        <translation>Nombre de lignes refusées</translation>
    </message>
    <message>
        <source>INPUT cannot be read as a layer.</source>
        <translation>INPUT ne peut pas être lu comme couche.</translation>
    </message>
    <message>
        <source>There was no store at {path}: a new one is made.</source>
        <translation>Pas de base locale dans {path} : une nouvelle est créée.</translation>
    </message>
    <message>
        <source>The store does not know the back end's services yet: codes are not checked.</source>
        <translation>La base locale ne connaît pas encore les catégories du serveur : codes non vérifiés.</translation>
    </message>
    <message>
        <source>Row {row} is refused: {reason}</source>
        <translation>Ligne {row} refusée : {reason}</translation>
    </message>
    <message>
        <source>Give SERVICE_FIELD, or SERVICE_CODE for all rows.</source>
        <translation>Indiquer SERVICE_FIELD, ou SERVICE_CODE pour toutes les lignes.</translation>
    </message>
    <message>
        <source>INPUT has no CRS: say which one its coordinates are in.</source>
        <translation>INPUT n'a pas de SCR : indiquer celui de ses coordonnées.</translation>
    </message>
    <message>
        <source>STORE is empty: give the store's file (store.sqlite).</source>
        <translation>STORE est vide : indiquer le fichier de la base locale (store.sqlite).</translation>
    </message>
    <message>
        <source>STORE is a folder, not a file: {path}</source>
        <translation>STORE est un dossier, pas un fichier : {path}</translation>
    </message>
    <message>
        <source>Synchronise incidents</source>
        <translation>Synchroniser les incidents</translation>
    </message>
    <message>
        <source>Sends the reports and changes that wait in a store to an Open311 GeoReport v2 back end and fetches what is new. Nothing is sent twice without proof that it did not arrive. A store that does not exist is made when incidents are fetched; there is nothing to send from it. When the back end cannot be reached, the run ends well, what is queued is counted in WAITING, and TROUBLE says why. The layer holds no person's data.</source>
        <translation>Envoie à un serveur Open311 GeoReport v2 les signalements et changements en attente dans une base locale, et récupère les nouveautés. Rien n'est envoyé deux fois sans la preuve que le premier envoi n'est pas arrivé. Une base locale qui n'existe pas est créée lors d'une récupération ; elle n'a rien à envoyer. Si le serveur est injoignable, le traitement se termine normalement, ce qui attend est compté dans WAITING et TROUBLE dit pourquoi. La couche ne contient aucune donnée personnelle.</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Address of the back end</source>
        <translation>Adresse du serveur</translation>
    </message>
    <message>
        <source>Jurisdiction</source>
        <translation>Juridiction</translation>
    </message>
    <message>
        <source>Key, or env:NAME of its variable</source>
        <translation>Clé, ou env:NOM de sa variable</translation>
    </message>
    <message>
        <source>Stored credentials with the key</source>
        <translation>Authentification enregistrée contenant la clé</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Sens</translation>
    </message>
    <message>
        <source>Settle time of the back end (seconds)</source>
        <translation>Délai d'apparition sur le serveur (secondes)</translation>
    </message>
    <message>
        <source>Connections at a time</source>
        <translation>Connexions simultanées</translation>
    </message>
    <message>
        <source>What went wrong on the way</source>
        <translation>Ce qui n'a pas fonctionné en chemin</translation>
    </message>
    <message>
        <source>The run was not prepared.</source>
        <translation>Le traitement n'a pas été préparé.</translation>
    </message>
    <message>
        <source>STORE: there is no store {path}, nothing to send.</source>
        <translation>STORE : aucune base locale {path}, rien à envoyer.</translation>
    </message>
    <message>
        <source>Validate addresses</source>
        <translation>Valider des adresses</translation>
    </message>
    <message>
        <source>Compares each row with the address register and says what it is worth: valid, corrected, to review or rejected. Give the field that holds the whole address, or the fields of its parts. Columns that look like a national number are not copied, unless you choose them in “Fields to keep”.</source>
        <translation>Compare chaque ligne au registre d'adresses et dit ce qu'elle vaut : valide, corrigé, à vérifier ou rejeté. Indiquer le champ de l'adresse complète, ou les champs de ses parties. Les colonnes qui ressemblent à un numéro national ne sont pas copiées, sauf si elles sont choisies dans « Champs à garder ».</translation>
    </message>
    <message>
        <source>Table or layer with addresses</source>
        <translation>Table ou couche d'adresses</translation>
    </message>
    <message>
        <source>Field with the whole address</source>
        <translation>Champ de l'adresse complète</translation>
    </message>
    <message>
        <source>Field with the street</source>
        <translation>Champ de la rue</translation>
    </message>
    <message>
        <source>Field with the house number</source>
        <translation>Champ du numéro</translation>
    </message>
    <message>
        <source>Field with the box</source>
        <translation>Champ de la boîte</translation>
    </message>
    <message>
        <source>Field with the postcode</source>
        <translation>Champ du code postal</translation>
    </message>
    <message>
        <source>Field with the commune or locality</source>
        <translation>Champ de la commune ou localité</translation>
    </message>
    <message>
        <source>INS code of the commune that breaks ties</source>
        <translation>Code INS de la commune à préférer en cas d'égalité</translation>
    </message>
    <message>
        <source>Fields to keep</source>
        <translation>Champs à garder</translation>
    </message>
    <message>
        <source>Validated addresses</source>
        <translation>Adresses validées</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Valide</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Corrigé</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>À vérifier</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejeté</translation>
    </message>
    <message>
        <source>Rows per second</source>
        <translation>Lignes par seconde</translation>
    </message>
    <message>
        <source>COMMUNE: give one INS code.</source>
        <translation>COMMUNE : indiquer un seul code INS.</translation>
    </message>
    <message>
        <source>Address register of {date}.</source>
        <translation>Registre d'adresses du {date}.</translation>
    </message>
    <message>
        <source>Give either ADDRESS_FIELD (the whole address) or the fields of its parts, not both.</source>
        <translation>Indiquer ADDRESS_FIELD (l'adresse complète) ou les champs de ses parties, pas les deux.</translation>
    </message>
    <message>
        <source>Give ADDRESS_FIELD (the whole address) or STREET_FIELD (and number, box, postcode, locality).</source>
        <translation>Indiquer ADDRESS_FIELD (l'adresse complète) ou STREET_FIELD (et numéro, boîte, code postal, localité).</translation>
    </message>
    <message>
        <source>Field {name} looks like national numbers and is kept as asked.</source>
        <translation>Le champ {name} ressemble à des numéros nationaux ; il est gardé comme demandé.</translation>
    </message>
    <message>
        <source>Field {name} looks like national numbers: it is not copied.</source>
        <translation>Le champ {name} ressemble à des numéros nationaux : il n'est pas copié.</translation>
    </message>
    <message>
        <source>attribute[{code}] is not asked by this service.</source>
        <translation>attribute[{code}] n'est pas demandé par cette catégorie.</translation>
    </message>
    <message>
        <source>attribute[{code}] is required.</source>
        <translation>attribute[{code}] est obligatoire.</translation>
    </message>
    <message>
        <source>attribute[{code}] takes one value.</source>
        <translation>attribute[{code}] ne prend qu'une valeur.</translation>
    </message>
    <message>
        <source>The value of attribute[{code}] is not a {datatype}.</source>
        <translation>La valeur de attribute[{code}] n'est pas du type {datatype}.</translation>
    </message>
    <message>
        <source>The address of the call cannot be read.</source>
        <translation>L'adresse de l'appel est illisible.</translation>
    </message>
    <message>
        <source>The body must be a form (application/x-www-form-urlencoded) or multipart/form-data.</source>
        <translation>Le corps doit être un formulaire (application/x-www-form-urlencoded) ou multipart/form-data.</translation>
    </message>
    <message>
        <source>The parameters are not UTF-8, or there are too many of them.</source>
        <translation>Les paramètres ne sont pas en UTF-8, ou sont trop nombreux.</translation>
    </message>
    <message>
        <source>Only this computer may plan faults.</source>
        <translation>Seul cet ordinateur peut programmer des pannes.</translation>
    </message>
    <message>
        <source>Send the body with a Content-Length.</source>
        <translation>Envoyer le corps avec un Content-Length.</translation>
    </message>
    <message>
        <source>Content-Length is not a number.</source>
        <translation>Content-Length n'est pas un nombre.</translation>
    </message>
    <message>
        <source>The body is too large.</source>
        <translation>Le corps est trop volumineux.</translation>
    </message>
    <message>
        <source>The service_request_id that was provided was not found.</source>
        <translation>Le service_request_id indiqué est introuvable.</translation>
    </message>
    <message>
        <source>The token that was provided was not found.</source>
        <translation>Le jeton indiqué est introuvable.</translation>
    </message>
    <message>
        <source>status must be open, closed, or both with a comma.</source>
        <translation>status doit être open, closed ou les deux avec une virgule.</translation>
    </message>
    <message>
        <source>start_date and end_date must be in order and at most 90 days apart.</source>
        <translation>start_date et end_date doivent être dans l'ordre et à 90 jours d'écart au plus.</translation>
    </message>
    <message>
        <source>{name} must be a date and time with time zone (W3C format).</source>
        <translation>{name} doit être une date et une heure avec fuseau horaire (format W3C).</translation>
    </message>
    <message>
        <source>{name} must be a whole number from 1.</source>
        <translation>{name} doit être un nombre entier à partir de 1.</translation>
    </message>
    <message>
        <source>A photo may have at most 20 MB.</source>
        <translation>Une photo peut faire 20 Mo au plus.</translation>
    </message>
    <message>
        <source>The file is not a photo (JPEG, PNG, GIF, WebP or HEIC).</source>
        <translation>Le fichier n'est pas une photo (JPEG, PNG, GIF, WebP ou HEIC).</translation>
    </message>
    <message>
        <source>The multipart body is cut short or has no boundary.</source>
        <translation>Le corps multipart est incomplet ou sans séparateur.</translation>
    </message>
    <message>
        <source>The multipart body has too many parts.</source>
        <translation>Le corps multipart a trop de parties.</translation>
    </message>
    <message>
        <source>A part of the multipart body has no header.</source>
        <translation>Une partie du corps multipart n'a pas d'en-tête.</translation>
    </message>
    <message>
        <source>A part of the multipart body has no name.</source>
        <translation>Une partie du corps multipart n'a pas de nom.</translation>
    </message>
    <message>
        <source>Training back end of Rue311, on this computer.</source>
        <translation>Serveur d'exercice de Rue311, sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Ask the person who started the exercise for the key.</source>
        <translation>Demander la clé à la personne qui a lancé l'exercice.</translation>
    </message>
    <message>
        <source>The service_code that was provided was not found.</source>
        <translation>Le service_code indiqué est introuvable.</translation>
    </message>
    <message>
        <source>jurisdiction_id was not provided.</source>
        <translation>jurisdiction_id manque.</translation>
    </message>
    <message>
        <source>The jurisdiction_id that was provided was not found.</source>
        <translation>Le jurisdiction_id indiqué est introuvable.</translation>
    </message>
    <message>
        <source>api_key was not provided.</source>
        <translation>api_key manque.</translation>
    </message>
    <message>
        <source>The api_key that was provided is not valid for this call.</source>
        <translation>L'api_key indiquée n'est pas valable pour cet appel.</translation>
    </message>
    <message>
        <source>Unknown parameter: {name}.</source>
        <translation>Paramètre inconnu : {name}.</translation>
    </message>
    <message>
        <source>Empty parameter: {name}.</source>
        <translation>Paramètre vide : {name}.</translation>
    </message>
    <message>
        <source>{total} requests received; the latest {shown} are shown.</source>
        <translation>Demandes reçues : {total} ; dernières affichées : {shown}.</translation>
    </message>
    <message>
        <source>Training back end</source>
        <translation>Serveur d'exercice</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Reçu</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Catégorie</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <source>service_code was not provided.</source>
        <translation>service_code manque.</translation>
    </message>
    <message>
        <source>description is longer than 4000 characters.</source>
        <translation>description dépasse 4000 caractères.</translation>
    </message>
    <message>
        <source>media_url is not a web address.</source>
        <translation>media_url n'est pas une adresse web.</translation>
    </message>
    <message>
        <source>email is not an e-mail address.</source>
        <translation>email n'est pas une adresse e-mail.</translation>
    </message>
    <message>
        <source>At most 10 photos can be sent at once.</source>
        <translation>10 photos au plus peuvent être envoyées à la fois.</translation>
    </message>
    <message>
        <source>lat and long must both be given, in decimal degrees (WGS84).</source>
        <translation>lat et long sont à donner ensemble, en degrés décimaux (WGS84).</translation>
    </message>
    <message>
        <source>A location is required: lat and long, address_string or address_id.</source>
        <translation>Un lieu est obligatoire : lat et long, address_string ou address_id.</translation>
    </message>
    <message>
        <source>This is an exercise: nobody will come and repair this.</source>
        <translation>Ceci est un exercice : personne ne viendra réparer.</translation>
    </message>
    <message>
        <source>The back end cannot reach its records: {error}</source>
        <translation>Le serveur n'accède pas à ses données : {error}</translation>
    </message>
    <message>
        <source>Ask for a format: put .json or .xml at the end of the path.</source>
        <translation>Demander un format : terminer le chemin par .json ou .xml.</translation>
    </message>
    <message>
        <source>There is nothing at this address.</source>
        <translation>Il n'y a rien à cette adresse.</translation>
    </message>
    <message>
        <source>This method is not allowed here.</source>
        <translation>Cette méthode n'est pas permise ici.</translation>
    </message>
    <message>
        <source>The sandbox cannot listen on port {port}: another program uses it.</source>
        <translation>Le serveur d'exercice ne peut pas écouter le port {port} : un autre programme l'utilise.</translation>
    </message>
    <message>
        <source>Choose another port, or stop the other program.</source>
        <translation>Choisir un autre port ou arrêter l'autre programme.</translation>
    </message>
    <message>
        <source>The sandbox cannot keep its records in {folder}.</source>
        <translation>Le serveur d'exercice ne peut pas garder ses données dans {folder}.</translation>
    </message>
    <message>
        <source>Choose another folder. Nothing was changed there.</source>
        <translation>Choisir un autre dossier. Rien n'y a été modifié.</translation>
    </message>
    <message>
        <source>The demo data {file} cannot be read.</source>
        <translation>Les données de démonstration {file} sont illisibles.</translation>
    </message>
    <message>
        <source>Install the plugin again, or start the sandbox without the demo data.</source>
        <translation>Réinstaller l'extension, ou démarrer le serveur d'exercice sans les données de démonstration.</translation>
    </message>
    <message>
        <source>{name} was not provided.</source>
        <translation>{name} manque.</translation>
    </message>
    <message>
        <source>status is not one of the words of this extension.</source>
        <translation>status n'est pas un mot de cette extension.</translation>
    </message>
    <message>
        <source>Synchronised</source>
        <translation>Synchronisé</translation>
    </message>
    <message>
        <source>This is a store for training and that is a real back end: nothing was sent.</source>
        <translation>Base locale d'exercice, mais serveur réel : rien n'a été envoyé.</translation>
    </message>
    <message>
        <source>This is a real store and that is a profile for training: nothing was sent.</source>
        <translation>Base locale réelle, mais profil d'exercice : rien n'a été envoyé.</translation>
    </message>
    <message>
        <source>Open the profile that goes with the store.</source>
        <translation>Ouvrir le profil qui va avec la base locale.</translation>
    </message>
    <message>
        <source>The synchronisation was stopped.</source>
        <translation>La synchronisation a été arrêtée.</translation>
    </message>
    <message>
        <source>Start it again to go on.</source>
        <translation>La relancer pour continuer.</translation>
    </message>
    <message>
        <source>The network or the back end failed several times in a row: the rest waits.</source>
        <translation>Le réseau ou le serveur a échoué plusieurs fois de suite : le reste attend.</translation>
    </message>
    <message>
        <source>The back end could not list everything: {why}</source>
        <translation>Le serveur n'a pas pu tout lister : {why}</translation>
    </message>
    <message>
        <source>What it listed is here; the rest is asked again next time.</source>
        <translation>Ce qu'il a listé est ici ; le reste sera demandé la prochaine fois.</translation>
    </message>
    <message>
        <source>The back end asked to wait {seconds} seconds more.</source>
        <translation>Le serveur a demandé d'attendre encore {seconds} s.</translation>
    </message>
    <message>
        <source>Nothing is lost: it is sent at the next synchronisation after that.</source>
        <translation>Rien n'est perdu : envoi à la prochaine synchronisation après ce délai.</translation>
    </message>
    <message>
        <source>An unexpected error: {kind}.</source>
        <translation>Erreur inattendue : {kind}.</translation>
    </message>
    <message>
        <source>Asking the back end for its services</source>
        <translation>Demande des catégories au serveur</translation>
    </message>
    <message>
        <source>Fetching what is new</source>
        <translation>Récupération des nouveautés</translation>
    </message>
    <message>
        <source>Fetching updates</source>
        <translation>Récupération des mises à jour</translation>
    </message>
    <message>
        <source>Sending {count} of {total}</source>
        <translation>Envoi {count} sur {total}</translation>
    </message>
    <message>
        <source>This back end takes no changes: it stays on our side.</source>
        <translation>Ce serveur ne prend pas de changements : reste de notre côté.</translation>
    </message>
    <message>
        <source>This back end takes no photos: it stays on our side.</source>
        <translation>Ce serveur ne prend pas de photos : reste de notre côté.</translation>
    </message>
    <message>
        <source>This back end takes photos only with a new report: it stays on our side.</source>
        <translation>Ce serveur ne prend de photos qu'avec un nouveau signalement : reste de notre côté.</translation>
    </message>
    <message>
        <source>Looking for what may have arrived</source>
        <translation>Recherche de ce qui est peut-être arrivé</translation>
    </message>
    <message>
        <source>The back end has this report more than once: {numbers}.</source>
        <translation>Le serveur a ce signalement plusieurs fois : {numbers}.</translation>
    </message>
    <message>
        <source>This back end does not show the reference: nobody can tell whether the report arrived.</source>
        <translation>Ce serveur ne montre pas la référence : impossible de savoir si le signalement est arrivé.</translation>
    </message>
    <message>
        <source>This category is not listed at once: nobody can tell whether the report arrived.</source>
        <translation>Cette catégorie n'est pas listée tout de suite : impossible de savoir si le signalement est arrivé.</translation>
    </message>
    <message>
        <source>The back end cannot list everything: nobody can tell whether it arrived.</source>
        <translation>Le serveur ne peut pas tout lister : impossible de savoir si c'est arrivé.</translation>
    </message>
    <message>
        <source>Sent {count} times without ever arriving.</source>
        <translation>Envoyé {count} fois sans jamais arriver.</translation>
    </message>
    <message>
        <source>The back end has an update that reads the same: nobody can tell whether it is this one.</source>
        <translation>Le serveur a une mise à jour identique : impossible de savoir si c'est celle-ci.</translation>
    </message>
    <message>
        <source>The back end now asks a question that this report does not answer: {question}</source>
        <translation>Le serveur pose maintenant une question sans réponse dans ce signalement : {question}</translation>
    </message>
    <message>
        <source>The file of this photo is no longer in the store's folder.</source>
        <translation>Le fichier de cette photo n'est plus dans le dossier de la base locale.</translation>
    </message>
    <message>
        <source>The back end no longer knows this service request.</source>
        <translation>Le serveur ne connaît plus cette demande.</translation>
    </message>
    <message>
        <source>Changed on both sides: decide which one counts.</source>
        <translation>Changé des deux côtés : décider lequel compte.</translation>
    </message>
    <message>
        <source>An unexpected error while sending.</source>
        <translation>Erreur inattendue pendant l'envoi.</translation>
    </message>
    <message>
        <source>It is being checked.</source>
        <translation>Vérification en cours.</translation>
    </message>
    <message>
        <source>there is no right to it</source>
        <translation>l'accès est refusé</translation>
    </message>
    <message>
        <source>it is read-only</source>
        <translation>l'accès est en lecture seule</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>il est introuvable</translation>
    </message>
    <message>
        <source>Automatic sync pauses: working offline</source>
        <translation>Synchro automatique en pause : travail hors ligne</translation>
    </message>
    <message>
        <source>Automatic sync pauses: this link is paid by volume</source>
        <translation>Synchro automatique en pause : cette connexion est payée au volume</translation>
    </message>
    <message>
        <source>Automatic sync waits: the back end cannot be reached</source>
        <translation>Synchro automatique en attente : le serveur est injoignable</translation>
    </message>
    <message>
        <source>Automatic sync waits: QGIS's master password is needed, so sync once by hand</source>
        <translation>Synchro automatique en attente du mot de passe principal de QGIS : synchroniser une fois à la main</translation>
    </message>
    <message>
        <source>Automatic sync: every {n} minutes</source>
        <translation>Synchro automatique : toutes les {n} minutes</translation>
    </message>
    <message>
        <source>Testing the back end</source>
        <translation>Test du serveur</translation>
    </message>
    <message>
        <source>Unknown: the test will tell</source>
        <translation>Inconnu : le test le dira</translation>
    </message>
    <message>
        <source>The test was stopped. Nothing was changed.</source>
        <translation>Le test a été arrêté. Rien n'a été changé.</translation>
    </message>
    <message>
        <source>In use from now on.</source>
        <translation>Utilisé à partir de maintenant.</translation>
    </message>
    <message>
        <source>It stands in the back-end profile “{name}”.</source>
        <translation>Figure dans le profil de serveur « {name} ».</translation>
    </message>
    <message>
        <source>A person set it.</source>
        <translation>Quelqu'un l'a réglé.</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Pourquoi ?</translation>
    </message>
    <message>
        <source>What showed it: {words}</source>
        <translation>Ce qui l'a montré : {words}</translation>
    </message>
    <message>
        <source>It works: {good} points. Missing: {missing}. Still open: {open}.</source>
        <translation>Fonctionne : {good}. Manque : {missing}. À voir : {open}.</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Montrer moins</translation>
    </message>
    <message>
        <source>Show {count} more points</source>
        <translation>Montrer le reste ({count})</translation>
    </message>
    <message>
        <source>Found by the test on {at}.</source>
        <translation>Trouvé par le test du {at}.</translation>
    </message>
    <message>
        <source>Seen with a real report on {at}.</source>
        <translation>Vu avec un vrai signalement le {at}.</translation>
    </message>
    <message>
        <source>Set by hand on {at}.</source>
        <translation>Réglé à la main le {at}.</translation>
    </message>
    <message>
        <source>From a back-end profile, {at}.</source>
        <translation>D'un profil de serveur, {at}.</translation>
    </message>
    <message>
        <source>It works</source>
        <translation>Fonctionne</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Manque</translation>
    </message>
    <message>
        <source>Still open</source>
        <translation>À voir</translation>
    </message>
    <message>
        <source>A fact</source>
        <translation>Un fait</translation>
    </message>
    <message>
        <source>Ability</source>
        <translation>Capacité</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>as found: {value}</source>
        <translation>trouvé : {value}</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Several answers to one question</source>
        <translation>Plusieurs réponses à une question</translation>
    </message>
    <message>
        <source>Rows per page (0: no pages)</source>
        <translation>Lignes par page (0 : pas de pages)</translation>
    </message>
    <message>
        <source>Tells what has changed</source>
        <translation>Dit ce qui a changé</translation>
    </message>
    <message>
        <source>Takes changes of status</source>
        <translation>Prend les changements d'état</translation>
    </message>
    <message>
        <source>Field for our reference</source>
        <translation>Champ pour notre référence</translation>
    </message>
    <message>
        <source>A new report appears after (seconds)</source>
        <translation>Délai d'apparition (secondes)</translation>
    </message>
    <message>
        <source>Reference can be read back</source>
        <translation>La référence peut être relue</translation>
    </message>
    <message>
        <source>Most rows in one list</source>
        <translation>Lignes au plus par liste</translation>
    </message>
    <message>
        <source>Way its addresses are written</source>
        <translation>Écriture de ses adresses</translation>
    </message>
    <message>
        <source>Changes up to a date</source>
        <translation>Changements jusqu'à une date</translation>
    </message>
    <message>
        <source>Notes and answers on request</source>
        <translation>Notes et réponses sur demande</translation>
    </message>
    <message>
        <source>Parameters for a surrounding</source>
        <translation>Paramètres pour les environs</translation>
    </message>
    <message>
        <source>Local time labelled UTC</source>
        <translation>Heure locale notée UTC</translation>
    </message>
    <message>
        <source>Dates without time zone</source>
        <translation>Dates sans fuseau horaire</translation>
    </message>
    <message>
        <source>Start and end swapped</source>
        <translation>Début et fin inversés</translation>
    </message>
    <message>
        <source>404 means an empty list</source>
        <translation>404 signifie liste vide</translation>
    </message>
    <message>
        <source>E-mail where the reporter gave none</source>
        <translation>E-mail si la personne n'en donne pas</translation>
    </message>
    <message>
        <source>Several photo addresses</source>
        <translation>Plusieurs adresses de photos</translation>
    </message>
    <message>
        <source>Name of a photo’s field</source>
        <translation>Nom du champ des photos</translation>
    </message>
    <message>
        <source>Questions at a time</source>
        <translation>Requêtes simultanées</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>with brackets</source>
        <translation>avec crochets</translation>
    </message>
    <message>
        <source>repeated</source>
        <translation>répétées</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>with the report</source>
        <translation>avec le signalement</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(aucun)</translation>
    </message>
    <message>
        <source>The guide cannot be opened from here. It is this file: {file}</source>
        <translation>Impossible d'ouvrir le mode d'emploi d'ici. C'est ce fichier : {file}</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>Mode d'emploi</translation>
    </message>
    <message>
        <source>Changed on both sides</source>
        <translation>Changé des deux côtés</translation>
    </message>
    <message>
        <source>The same field was changed here and at the back end. Choose the value that counts; the other one stays in the history.</source>
        <translation>Le même champ a été changé ici et sur le serveur. Choisir la valeur qui compte ; l'autre reste dans l'historique.</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Trancher</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
    <message>
        <source>Show the incident</source>
        <translation>Montrer l'incident</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Choose a value first.</source>
        <translation>Choisir d'abord une valeur.</translation>
    </message>
    <message>
        <source>Changed on both sides ({field}). Before: {base}. Here: {mine}. Back end: {theirs}.</source>
        <translation>Changé des deux côtés ({field}). Avant : {base}. Ici : {mine}. Serveur : {theirs}.</translation>
    </message>
    <message>
        <source>address number</source>
        <translation>numéro d'adresse</translation>
    </message>
    <message>
        <source>longitude</source>
        <translation>longitude</translation>
    </message>
    <message>
        <source>latitude</source>
        <translation>latitude</translation>
    </message>
    <message>
        <source>category</source>
        <translation>catégorie</translation>
    </message>
    <message>
        <source>You are correcting a report that was not sent. It keeps its reference.</source>
        <translation>Correction d'un signalement qui n'est pas parti. Il garde sa référence.</translation>
    </message>
    <message>
        <source>You are correcting a report that the back end refused: {words}</source>
        <translation>Correction d'un signalement refusé par le serveur : {words}</translation>
    </message>
    <message>
        <source>What you were typing could not be written: it is kept until QGIS closes. Open the commune again.</source>
        <translation>La saisie en cours n'a pas pu être écrite : elle est gardée jusqu'à la fermeture de QGIS. Rouvrir la commune.</translation>
    </message>
    <message>
        <source>Never synchronised: only what was reported here is shown.</source>
        <translation>Jamais synchronisé : seul ce qui a été signalé ici est affiché.</translation>
    </message>
    <message>
        <source>Data of {when} ({age})</source>
        <translation>Données : {when} ({age})</translation>
    </message>
    <message>
        <source>{n} min ago</source>
        <translation>il y a {n} min</translation>
    </message>
    <message>
        <source>{n} h ago</source>
        <translation>il y a {n} h</translation>
    </message>
    <message>
        <source>{n} days ago</source>
        <translation>il y a {n} jours</translation>
    </message>
    <message>
        <source>If it did arrive after all, it will be there twice.</source>
        <translation>S'il était arrivé malgré tout, il y sera deux fois.</translation>
    </message>
    <message>
        <source>It never left this computer</source>
        <translation>Il n'a jamais quitté cet ordinateur</translation>
    </message>
    <message>
        <source>It did not arrive</source>
        <translation>Il n'est pas arrivé</translation>
    </message>
    <message>
        <source>It arrived under number {number}</source>
        <translation>Il est arrivé sous le numéro {number}</translation>
    </message>
    <message>
        <source>It arrived</source>
        <translation>Il est arrivé</translation>
    </message>
    <message>
        <source>The back end knows no number {number}.</source>
        <translation>Le serveur ne connaît pas de numéro {number}.</translation>
    </message>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>clôturé</translation>
    </message>
    <message>
        <source>here: {state}</source>
        <translation>ici : {state}</translation>
    </message>
    <message>
        <source>back end: {state}</source>
        <translation>serveur : {state}</translation>
    </message>
    <message>
        <source>It bears our reference: it is this one.</source>
        <translation>Il porte notre référence : c'est bien lui.</translation>
    </message>
    <message>
        <source>It does not bear our reference: compare place, time and text.</source>
        <translation>Il ne porte pas notre référence : comparer le lieu, l'heure et le texte.</translation>
    </message>
    <message>
        <source>{n} m from our place</source>
        <translation>à {n} m de notre lieu</translation>
    </message>
    <message>
        <source>Looking up number {number}</source>
        <translation>Recherche du numéro {number}</translation>
    </message>
    <message>
        <source>Writing the log</source>
        <translation>Écriture du journal</translation>
    </message>
    <message>
        <source>Automatic sync</source>
        <translation>Synchro automatique</translation>
    </message>
    <message>
        <source>Every {n} minutes</source>
        <translation>Toutes les {n} minutes</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Désactivée</translation>
    </message>
    <message>
        <source>Also on links paid by volume</source>
        <translation>Aussi sur une connexion payée au volume</translation>
    </message>
    <message>
        <source>Export the log…</source>
        <translation>Exporter le journal…</translation>
    </message>
    <message>
        <source>Operations, states, times and codes; no person and no text</source>
        <translation>Opérations, états, heures et codes ; aucune personne, aucun texte</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>Exporter le journal</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tableau (*.csv)</translation>
    </message>
    <message>
        <source>Log written, {n} lines: {path}</source>
        <translation>Journal écrit (lignes : {n}) : {path}</translation>
    </message>
    <message>
        <source>1 field changed on both sides: decide…</source>
        <translation>1 champ changé des deux côtés : trancher…</translation>
    </message>
    <message>
        <source>{n} fields changed on both sides: decide…</source>
        <translation>{n} champs changés des deux côtés : trancher…</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Montrer</translation>
    </message>
    <message>
        <source>1 report</source>
        <translation>1 signalement</translation>
    </message>
    <message>
        <source>{n} reports</source>
        <translation>{n} signalements</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 changement</translation>
    </message>
    <message>
        <source>{n} changes</source>
        <translation>{n} changements</translation>
    </message>
    <message>
        <source>1 note</source>
        <translation>1 note</translation>
    </message>
    <message>
        <source>{n} notes</source>
        <translation>{n} notes</translation>
    </message>
    <message>
        <source>1 photo</source>
        <translation>1 photo</translation>
    </message>
    <message>
        <source>{n} photos</source>
        <translation>{n} photos</translation>
    </message>
    <message>
        <source>Will be sent: {list}</source>
        <translation>À envoyer : {list}</translation>
    </message>
    <message>
        <source>{n} kB</source>
        <translation>{n} ko</translation>
    </message>
    <message>
        <source>{n} MB</source>
        <translation>{n} Mo</translation>
    </message>
    <message>
        <source>{service} ({ref}): a required answer is missing, “{question}”. Choose it below, then “Correct…”.</source>
        <translation>{service} ({ref}) : il manque une réponse obligatoire, « {question} ». Le choisir ci-dessous, puis « Corriger… ».</translation>
    </message>
    <message>
        <source>{n} more reports lack a required answer.</source>
        <translation>Autres signalements sans une réponse obligatoire : {n}.</translation>
    </message>
    <message>
        <source>Working offline: it waits until the switch is off.</source>
        <translation>Travail hors ligne : l'envoi attend la fin du mode hors ligne.</translation>
    </message>
    <message>
        <source>The training back end is stopped: start it first.</source>
        <translation>Le serveur d'exercice est arrêté : le démarrer d'abord.</translation>
    </message>
    <message>
        <source>No back end is set up: it waits here.</source>
        <translation>Aucun serveur configuré : l'envoi attend ici.</translation>
    </message>
    <message>
        <source>No key is set: most back ends refuse reports without one (menu “Back end and register…”).</source>
        <translation>Aucune clé configurée : la plupart des serveurs refusent alors les signalements (menu « Serveur et registre… »).</translation>
    </message>
    <message>
        <source>The back end read it and said no. Correct it and save, or withdraw it.</source>
        <translation>Le serveur l'a lu et refusé. Le corriger et l'enregistrer, ou le retirer.</translation>
    </message>
    <message>
        <source>The back end shows it twice. Decide which one counts.</source>
        <translation>Le serveur le montre deux fois. Décider lequel compte.</translation>
    </message>
    <message>
        <source>Nobody can prove whether it arrived. Look at the back end, then decide.</source>
        <translation>Impossible de savoir s'il est arrivé. Regarder sur le serveur, puis décider.</translation>
    </message>
    <message>
        <source>Open the menu at the top of the dock, then “Back end and register…”. Your work is kept meanwhile.</source>
        <translation>Ouvrir le menu en haut du panneau, puis « Serveur et registre… ». D'ici là, le travail est gardé.</translation>
    </message>
    <message>
        <source>This never left the computer: correct it or send it.</source>
        <translation>Ceci n'a jamais quitté l'ordinateur : le corriger ou l'envoyer.</translation>
    </message>
    <message>
        <source>Kept on our side because a person decided so.</source>
        <translation>Gardé de notre côté par décision d'une personne.</translation>
    </message>
    <message>
        <source>The same report, received twice.</source>
        <translation>Le même signalement, reçu deux fois.</translation>
    </message>
    <message>
        <source>This report was sent, or may have been: it cannot be corrected.</source>
        <translation>Ce signalement est parti, ou l'est peut-être : il ne peut plus être corrigé.</translation>
    </message>
    <message>
        <source>Add a note to the incident instead.</source>
        <translation>Ajouter plutôt une note à l'incident.</translation>
    </message>
    <message>
        <source>There is nothing to decide here any more.</source>
        <translation>Il n'y a plus rien à décider ici.</translation>
    </message>
    <message>
        <source>Read the line in the outbox again.</source>
        <translation>Relire la ligne dans la boîte d'envoi.</translation>
    </message>
    <message>
        <source>The number {number} belongs to another report of yours, {ref}.</source>
        <translation>Le numéro {number} appartient à un autre signalement d'ici, {ref}.</translation>
    </message>
    <message>
        <source>Look for the right number at the back end.</source>
        <translation>Chercher le bon numéro sur le serveur.</translation>
    </message>
    <message>
        <source>The number {number} is not one of these.</source>
        <translation>Le numéro {number} n'est pas l'un de ceux-ci.</translation>
    </message>
    <message>
        <source>The reason names the person: it would stay in the log.</source>
        <translation>Le motif nomme la personne : ce nom resterait dans le journal.</translation>
    </message>
    <message>
        <source>Write it without.</source>
        <translation>L'écrire sans ce nom.</translation>
    </message>
    <message>
        <source>Say either which person is erased, or up to which date.</source>
        <translation>Dire soit quelle personne est effacée, soit jusqu'à quelle date.</translation>
    </message>
    <message>
        <source>An erasure needs a reason; it stays in the log.</source>
        <translation>Un effacement demande un motif ; il reste dans le journal.</translation>
    </message>
    <message>
        <source>“{person}” is no name, mail address or telephone number.</source>
        <translation>« {person} » n'est ni un nom, ni une adresse e-mail, ni un numéro de téléphone.</translation>
    </message>
    <message>
        <source>The store {path} is on a network drive ({kind}): it was not opened.</source>
        <translation>La base locale {path} est sur un disque réseau ({kind}) : elle n'a pas été ouverte.</translation>
    </message>
    <message>
        <source>Choose a folder on this computer. Two computers on one file would sooner or later lose reports; colleagues see each other's work through the back end.</source>
        <translation>Choisir un dossier de cet ordinateur. Deux ordinateurs sur un même fichier finiraient par perdre des signalements ; les collègues voient leur travail par le serveur.</translation>
    </message>
    <message>
        <source>{change}: {reason}</source>
        <translation>{change} : {reason}</translation>
    </message>
    <message>
        <source>The backup {file} cannot be used; nothing was changed.</source>
        <translation>La sauvegarde {file} est inutilisable ; rien n'a changé.</translation>
    </message>
    <message>
        <source>Choose another backup.</source>
        <translation>Choisir une autre sauvegarde.</translation>
    </message>
    <message>
        <source>An erasure of personal data is not finished: close the other QGIS and open again.</source>
        <translation>Un effacement de données personnelles n'est pas terminé : fermer l'autre QGIS et rouvrir.</translation>
    </message>
    <message>
        <source>The log {path} could not be written.</source>
        <translation>Le journal {path} n'a pas pu être écrit.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Choisir un autre dossier.</translation>
    </message>
    <message>
        <source>Rue311 knows HTTP proxies with or without a password. For a SOCKS proxy or one with a Windows login (NTLM, Kerberos), ask your IT service for an exception or for a local HTTP proxy.</source>
        <translation>Rue311 connaît les proxys HTTP avec ou sans mot de passe. Pour un proxy SOCKS ou avec connexion Windows (NTLM, Kerberos), demander au service informatique une exception ou un proxy HTTP local.</translation>
    </message>
    <message>
        <source>Rue311 cannot use this kind of proxy: {kind}.</source>
        <translation>Rue311 ne peut pas utiliser ce type de proxy : {kind}.</translation>
    </message>
    <message>
        <source>The stored credentials {authcfg} are of a kind that Rue311 cannot use: {method}.</source>
        <translation>L'authentification enregistrée {authcfg} est d'un type que Rue311 ne peut pas utiliser : {method}.</translation>
    </message>
    <message>
        <source>Choose credentials of the kind Basic or API header; client certificates are not supported.</source>
        <translation>Choisir une authentification de type Basic ou en-tête API ; les certificats clients ne sont pas pris en charge.</translation>
    </message>
    <message>
        <source>A report takes photos or their addresses, not both.</source>
        <translation>Un signalement prend des photos ou leurs adresses, pas les deux.</translation>
    </message>
    <message>
        <source>Leave one of them out.</source>
        <translation>Retirer l'un des deux.</translation>
    </message>
    <message>
        <source>it is no list of updates</source>
        <translation>ce n'est pas une liste de mises à jour</translation>
    </message>
    <message>
        <source>The back end takes no reports any more: {words}</source>
        <translation>Le serveur ne prend plus de signalements : {words}</translation>
    </message>
    <message>
        <source>Ask the manager of the back end which one replaces it.</source>
        <translation>Demander au gestionnaire du serveur lequel le remplace.</translation>
    </message>
    <message>
        <source>the back end says that there is no such page, which may mean an empty list or another address</source>
        <translation>le serveur dit que cette page n'existe pas, ce qui peut signifier une liste vide ou une autre adresse</translation>
    </message>
    <message>
        <source>the back end lists service requests without dates that it does not find by date</source>
        <translation>sans dates, le serveur liste des demandes qu'il ne retrouve pas par date</translation>
    </message>
    <message>
        <source>It introduces itself (discovery).</source>
        <translation>Il se présente (découverte).</translation>
    </message>
    <message>
        <source>It is a test system: nobody repairs what is sent there.</source>
        <translation>C'est un système de test : personne ne répare ce qui y est envoyé.</translation>
    </message>
    <message>
        <source>It speaks JSON.</source>
        <translation>Il parle JSON.</translation>
    </message>
    <message>
        <source>It speaks XML.</source>
        <translation>Il parle XML.</translation>
    </message>
    <message>
        <source>The way there is protected.</source>
        <translation>Le trajet est protégé.</translation>
    </message>
    <message>
        <source>It compresses its answers.</source>
        <translation>Il compresse ses réponses.</translation>
    </message>
    <message>
        <source>Every category gives a number at once.</source>
        <translation>Chaque catégorie donne tout de suite un numéro.</translation>
    </message>
    <message>
        <source>Its service requests can be read.</source>
        <translation>Ses demandes peuvent être lues.</translation>
    </message>
    <message>
        <source>One service request can be read by its number.</source>
        <translation>Une demande peut être lue par son numéro.</translation>
    </message>
    <message>
        <source>Lists can be limited by date.</source>
        <translation>Les listes peuvent être limitées par date.</translation>
    </message>
    <message>
        <source>More than 90 days can be asked for at once.</source>
        <translation>Plus de 90 jours peuvent être demandés à la fois.</translation>
    </message>
    <message>
        <source>It tells what has changed since a date: synchronising stays quick.</source>
        <translation>Il dit ce qui a changé depuis une date : la synchronisation reste rapide.</translation>
    </message>
    <message>
        <source>It takes changes of status and notes, and tells those of others.</source>
        <translation>Il prend les changements d'état et les notes, et donne ceux des autres.</translation>
    </message>
    <message>
        <source>It has taken an update of ours.</source>
        <translation>Il a pris une de nos mises à jour.</translation>
    </message>
    <message>
        <source>It tells more on request (notes, answers).</source>
        <translation>Il en dit plus sur demande (notes, réponses).</translation>
    </message>
    <message>
        <source>It refuses parameters that it does not know; only known ones are sent.</source>
        <translation>Il refuse les paramètres inconnus ; seuls les connus sont envoyés.</translation>
    </message>
    <message>
        <source>Its times say their time zone.</source>
        <translation>Ses heures indiquent leur fuseau horaire.</translation>
    </message>
    <message>
        <source>Its times are local, but labelled UTC; they are corrected here.</source>
        <translation>Ses heures sont locales, mais notées UTC ; elles sont corrigées ici.</translation>
    </message>
    <message>
        <source>It wants dates without time zone; they are sent so.</source>
        <translation>Il veut des dates sans fuseau horaire ; elles sont envoyées ainsi.</translation>
    </message>
    <message>
        <source>It takes the start of a list for its end; this is set right here.</source>
        <translation>Il prend le début d'une liste pour la fin ; c'est remis d'aplomb ici.</translation>
    </message>
    <message>
        <source>It answers 404 where a list is empty; this is understood.</source>
        <translation>Il répond 404 quand une liste est vide ; c'est compris.</translation>
    </message>
    <message>
        <source>Changes can be limited by an end date.</source>
        <translation>Les changements peuvent être limités par une date de fin.</translation>
    </message>
    <message>
        <source>Our reference can be read back: a lost answer never makes a second report.</source>
        <translation>Notre référence peut être relue : une réponse perdue ne fait jamais un second signalement.</translation>
    </message>
    <message>
        <source>Our reference comes back in a field of its own.</source>
        <translation>Notre référence revient dans un champ à part.</translation>
    </message>
    <message>
        <source>Photos can be seen at the back end.</source>
        <translation>Les photos sont visibles sur le serveur.</translation>
    </message>
    <message>
        <source>It wants the jurisdiction in every question.</source>
        <translation>Il veut la juridiction dans chaque requête.</translation>
    </message>
    <message>
        <source>It accepts our key.</source>
        <translation>Il accepte notre clé.</translation>
    </message>
    <message>
        <source>Some categories are not for everybody.</source>
        <translation>Certaines catégories ne sont pas pour tout le monde.</translation>
    </message>
    <message>
        <source>It does not introduce itself (no discovery); that does no harm.</source>
        <translation>Il ne se présente pas (pas de découverte) ; c'est sans gravité.</translation>
    </message>
    <message>
        <source>It is the real system: what is sent there is real.</source>
        <translation>C'est le système réel : ce qui y est envoyé est réel.</translation>
    </message>
    <message>
        <source>It does not speak JSON.</source>
        <translation>Il ne parle pas JSON.</translation>
    </message>
    <message>
        <source>It does not speak XML.</source>
        <translation>Il ne parle pas XML.</translation>
    </message>
    <message>
        <source>The way there is open: names and keys travel readable. Ask for an https address.</source>
        <translation>Le trajet est ouvert : noms et clés voyagent lisibles. Demander une adresse https.</translation>
    </message>
    <message>
        <source>It does not compress its answers.</source>
        <translation>Il ne compresse pas ses réponses.</translation>
    </message>
    <message>
        <source>Some categories give their number later, or never.</source>
        <translation>Certaines catégories donnent leur numéro plus tard, ou jamais.</translation>
    </message>
    <message>
        <source>Its service requests cannot be read: you see only what you send yourself.</source>
        <translation>Ses demandes ne peuvent pas être lues : on ne voit que ce qu'on envoie soi-même.</translation>
    </message>
    <message>
        <source>A service request cannot be read by its number.</source>
        <translation>Une demande ne peut pas être lue par son numéro.</translation>
    </message>
    <message>
        <source>It does not filter by date: lists may be incomplete, and this is said when it matters.</source>
        <translation>Il ne filtre pas par date : les listes peuvent être incomplètes, et c'est dit quand cela compte.</translation>
    </message>
    <message>
        <source>At most 90 days can be asked for at once; longer times are asked for in pieces.</source>
        <translation>90 jours au plus peuvent être demandés à la fois ; plus long est demandé par morceaux.</translation>
    </message>
    <message>
        <source>It cannot tell what has changed: the open ones are asked for one by one.</source>
        <translation>Il ne peut pas dire ce qui a changé : les demandes ouvertes sont redemandées une à une.</translation>
    </message>
    <message>
        <source>This back end cannot change a status: triage stays on your side.</source>
        <translation>Ce serveur ne peut pas changer un état : le suivi reste de notre côté.</translation>
    </message>
    <message>
        <source>It has refused an update of ours.</source>
        <translation>Il a refusé une de nos mises à jour.</translation>
    </message>
    <message>
        <source>It tells only what the standard has.</source>
        <translation>Il ne dit que ce que prévoit la norme.</translation>
    </message>
    <message>
        <source>It passes over parameters that it does not know.</source>
        <translation>Il ignore les paramètres qu'il ne connaît pas.</translation>
    </message>
    <message>
        <source>Its times are unclear: an hour or two may be wrong.</source>
        <translation>Ses heures sont incertaines : une heure ou deux peuvent être fausses.</translation>
    </message>
    <message>
        <source>Changes cannot be limited by an end date.</source>
        <translation>Les changements ne peuvent pas être limités par une date de fin.</translation>
    </message>
    <message>
        <source>Our reference cannot be read back: after a lost answer a person must look.</source>
        <translation>Notre référence ne peut pas être relue : après une réponse perdue, quelqu'un doit vérifier.</translation>
    </message>
    <message>
        <source>Our reference does not come back in a field of its own.</source>
        <translation>Notre référence ne revient pas dans un champ à part.</translation>
    </message>
    <message>
        <source>It takes photos, but does not show them.</source>
        <translation>Il prend les photos, mais ne les montre pas.</translation>
    </message>
    <message>
        <source>It needs no jurisdiction.</source>
        <translation>Il n'a pas besoin de juridiction.</translation>
    </message>
    <message>
        <source>It does not accept our key.</source>
        <translation>Il n'accepte pas notre clé.</translation>
    </message>
    <message>
        <source>The questions of its categories cannot be read.</source>
        <translation>Les questions de ses catégories ne peuvent pas être lues.</translation>
    </message>
    <message>
        <source>All categories are open to everybody.</source>
        <translation>Toutes les catégories sont ouvertes à tous.</translation>
    </message>
    <message>
        <source>Whether it is a test system is not said.</source>
        <translation>Il ne dit pas si c'est un système de test.</translation>
    </message>
    <message>
        <source>Its clock is not known.</source>
        <translation>Son horloge n'est pas connue.</translation>
    </message>
    <message>
        <source>Reading by number could not be tried.</source>
        <translation>La lecture par numéro n'a pas pu être essayée.</translation>
    </message>
    <message>
        <source>Whether lists come in pages could not be tried.</source>
        <translation>Les listes par pages n'ont pas pu être essayées.</translation>
    </message>
    <message>
        <source>How much fits into one list was not met; the standard’s 1,000 are assumed.</source>
        <translation>La taille limite d'une liste n'a pas été atteinte ; les 1 000 de la norme sont supposés.</translation>
    </message>
    <message>
        <source>Limiting by date could not be tried.</source>
        <translation>La limite par date n'a pas pu être essayée.</translation>
    </message>
    <message>
        <source>Whether more than 90 days can be asked for is open.</source>
        <translation>À voir : plus de 90 jours à la fois.</translation>
    </message>
    <message>
        <source>Whether it tells what has changed is open; until then the open ones are asked for.</source>
        <translation>À voir : s'il dit ce qui a changé ; d'ici là, les demandes ouvertes sont redemandées.</translation>
    </message>
    <message>
        <source>Whether it takes changes of status is open; until then triage stays on your side.</source>
        <translation>À voir : s'il prend les changements d'état ; d'ici là, le suivi reste de notre côté.</translation>
    </message>
    <message>
        <source>Whether it tells more on request is open.</source>
        <translation>À voir : s'il en dit plus sur demande.</translation>
    </message>
    <message>
        <source>Its time zone was not seen.</source>
        <translation>Aucun fuseau horaire n'a été vu.</translation>
    </message>
    <message>
        <source>Whether our reference can be read back, the first report will show.</source>
        <translation>Le premier signalement montrera si notre référence peut être relue.</translation>
    </message>
    <message>
        <source>Whether it takes photos, the first report with one will show.</source>
        <translation>Le premier signalement avec photo montrera s'il prend les photos.</translation>
    </message>
    <message>
        <source>Whether photos can be seen there is open.</source>
        <translation>À voir : si les photos y sont visibles.</translation>
    </message>
    <message>
        <source>How it wants several answers to one question, the first such report will show.</source>
        <translation>Le premier signalement de ce genre montrera comment il veut plusieurs réponses à une question.</translation>
    </message>
    <message>
        <source>Whether it answers with a number, the first report will show.</source>
        <translation>Le premier signalement montrera s'il répond par un numéro.</translation>
    </message>
    <message>
        <source>Whether it accepts the key, the first report will show.</source>
        <translation>Le premier signalement montrera s'il accepte la clé.</translation>
    </message>
    <message>
        <source>How long a new report takes to appear is not known; 15 minutes are assumed.</source>
        <translation>Délai d'apparition d'un signalement inconnu ; 15 min sont supposées.</translation>
    </message>
    <message>
        <source>{count} categories can be reported.</source>
        <translation>Catégories proposées : {count}.</translation>
    </message>
    <message>
        <source>No category asks questions.</source>
        <translation>Aucune catégorie ne pose de questions.</translation>
    </message>
    <message>
        <source>{count} categories ask questions of their own.</source>
        <translation>Catégories qui posent leurs propres questions : {count}.</translation>
    </message>
    <message>
        <source>Lists do not come in pages: long times are asked for in pieces.</source>
        <translation>Les listes ne viennent pas par pages : les longues périodes sont demandées par morceaux.</translation>
    </message>
    <message>
        <source>Lists come in pages of {count}.</source>
        <translation>Les listes viennent par pages de {count}.</translation>
    </message>
    <message>
        <source>At most {count} service requests come at once.</source>
        <translation>Demandes reçues à la fois, au plus : {count}.</translation>
    </message>
    <message>
        <source>Its clock and this computer’s agree.</source>
        <translation>Son horloge et celle de cet ordinateur concordent.</translation>
    </message>
    <message>
        <source>Its clock is {minutes} minutes ahead of this computer’s; this is allowed for.</source>
        <translation>Son horloge avance de {minutes} min sur cet ordinateur ; il en est tenu compte.</translation>
    </message>
    <message>
        <source>Its clock is {minutes} minutes behind this computer’s; this is allowed for.</source>
        <translation>Son horloge retarde de {minutes} min sur cet ordinateur ; il en est tenu compte.</translation>
    </message>
    <message>
        <source>It tells everybody nothing about persons.</source>
        <translation>Il ne publie rien sur les personnes.</translation>
    </message>
    <message>
        <source>It tells everybody about persons ({names}): nothing of it is kept here.</source>
        <translation>Il publie des données sur des personnes ({names}) : rien n'en est gardé ici.</translation>
    </message>
    <message>
        <source>No field is reserved for programs.</source>
        <translation>Aucun champ n'est réservé aux programmes.</translation>
    </message>
    <message>
        <source>Fields that programs fill in: {names}. They are not shown.</source>
        <translation>Champs remplis par des programmes : {names}. Ils ne sont pas montrés.</translation>
    </message>
    <message>
        <source>Our reference stands in the description.</source>
        <translation>Notre référence figure dans la description.</translation>
    </message>
    <message>
        <source>A field could carry our reference: {names}.</source>
        <translation>Un champ pourrait porter notre référence : {names}.</translation>
    </message>
    <message>
        <source>JSON is used.</source>
        <translation>JSON est utilisé.</translation>
    </message>
    <message>
        <source>XML is used.</source>
        <translation>XML est utilisé.</translation>
    </message>
    <message>
        <source>Its addresses end as the standard says.</source>
        <translation>Ses adresses finissent comme le veut la norme.</translation>
    </message>
    <message>
        <source>Its addresses have no ending.</source>
        <translation>Ses adresses n'ont pas de terminaison.</translation>
    </message>
    <message>
        <source>Its addresses begin with a capital letter.</source>
        <translation>Ses adresses commencent par une majuscule.</translation>
    </message>
    <message>
        <source>Several answers to one question are marked with brackets.</source>
        <translation>Plusieurs réponses à une question sont marquées par des crochets.</translation>
    </message>
    <message>
        <source>Several answers to one question are repeated without brackets.</source>
        <translation>Plusieurs réponses à une question sont répétées sans crochets.</translation>
    </message>
    <message>
        <source>Photos go with the report.</source>
        <translation>Les photos partent avec le signalement.</translation>
    </message>
    <message>
        <source>It takes no photos: they stay on your side.</source>
        <translation>Il ne prend pas de photos : elles restent de notre côté.</translation>
    </message>
    <message>
        <source>It answers a report with its number.</source>
        <translation>Il répond à un signalement par son numéro.</translation>
    </message>
    <message>
        <source>It answers a report with a token; the number follows.</source>
        <translation>Il répond à un signalement par un jeton ; le numéro suit.</translation>
    </message>
    <message>
        <source>It answers a report without number: you find it again by its reference.</source>
        <translation>Il répond à un signalement sans numéro : on le retrouve par sa référence.</translation>
    </message>
    <message>
        <source>There is an Open311 back end at {address}.</source>
        <translation>Il y a un serveur Open311 à {address}.</translation>
    </message>
    <message>
        <source>A new report appears after {minutes} minutes at most.</source>
        <translation>Un nouveau signalement apparaît après {minutes} min au plus.</translation>
    </message>
    <message>
        <source>Our reference goes into the field {name}.</source>
        <translation>Notre référence va dans le champ {name}.</translation>
    </message>
    <message>
        <source>Looking for the back end</source>
        <translation>Recherche du serveur</translation>
    </message>
    <message>
        <source>Reading the categories</source>
        <translation>Lecture des catégories</translation>
    </message>
    <message>
        <source>Reading the lists</source>
        <translation>Lecture des listes</translation>
    </message>
    <message>
        <source>Trying what is beyond the standard</source>
        <translation>Essai de ce qui dépasse la norme</translation>
    </message>
    <message>
        <source>No discovery document beside the address: {words}</source>
        <translation>Pas de document de découverte près de l'adresse : {words}</translation>
    </message>
    <message>
        <source>The list of categories was read at {address}.</source>
        <translation>La liste des catégories a été lue à {address}.</translation>
    </message>
    <message>
        <source>Discovery calls it a test back end: what is sent there is not repaired.</source>
        <translation>La découverte l'appelle serveur de test : ce qui y est envoyé n'est pas réparé.</translation>
    </message>
    <message>
        <source>{count} categories</source>
        <translation>catégories : {count}</translation>
    </message>
    <message>
        <source>no category in it</source>
        <translation>aucune catégorie dedans</translation>
    </message>
    <message>
        <source>It tells more categories that way.</source>
        <translation>Il donne plus de catégories ainsi.</translation>
    </message>
    <message>
        <source>It was read without trouble.</source>
        <translation>Lu sans difficulté.</translation>
    </message>
    <message>
        <source>It is on this computer.</source>
        <translation>Il est sur cet ordinateur.</translation>
    </message>
    <message>
        <source>The address begins with {scheme}.</source>
        <translation>L'adresse commence par {scheme}.</translation>
    </message>
    <message>
        <source>The back end does not tell its time.</source>
        <translation>Le serveur ne dit pas son heure.</translation>
    </message>
    <message>
        <source>Its clock says {theirs}, this computer's {ours} (UTC).</source>
        <translation>Son horloge dit {theirs}, celle de cet ordinateur {ours} (UTC).</translation>
    </message>
    <message>
        <source>The list of categories came as {kind}.</source>
        <translation>La liste des catégories est venue en {kind}.</translation>
    </message>
    <message>
        <source>plain text</source>
        <translation>texte simple</translation>
    </message>
    <message>
        <source>{count} groups</source>
        <translation>groupes : {count}</translation>
    </message>
    <message>
        <source>All give a number at once, says the list of categories.</source>
        <translation>Toutes donnent tout de suite un numéro, dit la liste des catégories.</translation>
    </message>
    <message>
        <source>Not at once: {names}</source>
        <translation>Pas tout de suite : {names}</translation>
    </message>
    <message>
        <source>No category is marked as restricted.</source>
        <translation>Aucune catégorie n'est marquée comme réservée.</translation>
    </message>
    <message>
        <source>No category says that it asks questions.</source>
        <translation>Aucune catégorie ne dit qu'elle pose des questions.</translation>
    </message>
    <message>
        <source>{read} of {count} were read: {kinds}</source>
        <translation>Lues : {read} sur {count} ({kinds})</translation>
    </message>
    <message>
        <source>no question in them</source>
        <translation>aucune question dedans</translation>
    </message>
    <message>
        <source>None in what was read.</source>
        <translation>Aucun dans ce qui a été lu.</translation>
    </message>
    <message>
        <source>No question looks made for it; the reference goes into the description.</source>
        <translation>Aucune question ne semble faite pour cela ; la référence va dans la description.</translation>
    </message>
    <message>
        <source>It could be {codes}: ask whoever runs the back end, then set it by hand.</source>
        <translation>Peut-être {codes} : demander au gestionnaire du serveur, puis régler à la main.</translation>
    </message>
    <message>
        <source>The categories were read without one.</source>
        <translation>Les catégories ont été lues sans elle.</translation>
    </message>
    <message>
        <source>Without one the categories are the same.</source>
        <translation>Sans elle, les catégories sont les mêmes.</translation>
    </message>
    <message>
        <source>Without one: {words}</source>
        <translation>Sans elle : {words}</translation>
    </message>
    <message>
        <source>other categories</source>
        <translation>d'autres catégories</translation>
    </message>
    <message>
        <source>Its list of updates was read: {count} since yesterday.</source>
        <translation>Sa liste de mises à jour a été lue : {count} depuis hier.</translation>
    </message>
    <message>
        <source>There is a list of updates, but it was refused: {words}</source>
        <translation>Il y a une liste de mises à jour, mais elle a été refusée : {words}</translation>
    </message>
    <message>
        <source>There is no list of updates: {words}</source>
        <translation>Il n'y a pas de liste de mises à jour : {words}</translation>
    </message>
    <message>
        <source>it is another document</source>
        <translation>c'est un autre document</translation>
    </message>
    <message>
        <source>Only a real report can tell; it is noted after the first one.</source>
        <translation>Seul un vrai signalement peut le dire ; noté après le premier.</translation>
    </message>
    <message>
        <source>Only a real report can tell. To try it, set it by hand to “with the report”; the first photo shows.</source>
        <translation>Seul un vrai signalement peut le dire. Pour essayer, régler à la main sur « avec le signalement » ; la première photo montrera.</translation>
    </message>
    <message>
        <source>No back end tells it: 15 minutes are assumed.</source>
        <translation>Aucun serveur ne le dit : 15 min sont supposées.</translation>
    </message>
    <message>
        <source>{address} names {endpoints}</source>
        <translation>{address} nomme {endpoints}</translation>
    </message>
    <message>
        <source>{count} service requests of the last time were read.</source>
        <translation>Demandes récentes lues : {count}.</translation>
    </message>
    <message>
        <source>Trying pages</source>
        <translation>Essai des pages</translation>
    </message>
    <message>
        <source>Trying dates</source>
        <translation>Essai des dates</translation>
    </message>
    <message>
        <source>There is no service request to try it with.</source>
        <translation>Il n'y a aucune demande pour l'essayer.</translation>
    </message>
    <message>
        <source>Number {number} was asked for.</source>
        <translation>Le numéro {number} a été demandé.</translation>
    </message>
    <message>
        <source>Too few service requests to try it with.</source>
        <translation>Trop peu de demandes pour l'essayer.</translation>
    </message>
    <message>
        <source>Pages were refused: {words}</source>
        <translation>Pages refusées : {words}</translation>
    </message>
    <message>
        <source>Page 2 brings the same as page 1: the wish for pages is ignored.</source>
        <translation>La page 2 apporte la même chose que la page 1 : les pages demandées sont ignorées.</translation>
    </message>
    <message>
        <source>Pages differ, but each has {count} rows whatever one asks.</source>
        <translation>Les pages diffèrent, mais leur nombre de lignes reste {count} quoi qu'on demande.</translation>
    </message>
    <message>
        <source>Pages of one row were different; pages of {size} work.</source>
        <translation>Des pages d'une ligne différaient ; des pages de {size} fonctionnent.</translation>
    </message>
    <message>
        <source>A plain list has {count} rows, pages bring more.</source>
        <translation>Lignes d'une liste simple : {count} ; les pages en apportent plus.</translation>
    </message>
    <message>
        <source>A plain list has exactly {count} rows: probably its limit.</source>
        <translation>Lignes d'une liste simple : exactement {count}, sans doute sa limite.</translation>
    </message>
    <message>
        <source>A plain list has {count} rows; no limit was met.</source>
        <translation>Lignes d'une liste simple : {count} ; aucune limite rencontrée.</translation>
    </message>
    <message>
        <source>All service requests are of one instant, or there are none.</source>
        <translation>Toutes les demandes sont du même instant, ou il n'y en a pas.</translation>
    </message>
    <message>
        <source>200 days were refused: {words}</source>
        <translation>200 jours ont été refusés : {words}</translation>
    </message>
    <message>
        <source>200 days were asked for, and older ones came.</source>
        <translation>200 jours ont été demandés, et de plus anciennes sont venues.</translation>
    </message>
    <message>
        <source>200 days were asked for, and only the last 90 came.</source>
        <translation>200 jours ont été demandés, et seuls les 90 derniers sont venus.</translation>
    </message>
    <message>
        <source>There is nothing older than 90 days to see it by.</source>
        <translation>Il n'y a rien de plus de 90 jours pour le voir.</translation>
    </message>
    <message>
        <source>Asked for changes of tomorrow, it tells old ones.</source>
        <translation>Pour les changements de demain, il en donne d'anciens.</translation>
    </message>
    <message>
        <source>There are too few changes to try it with.</source>
        <translation>Trop peu de changements pour l'essayer.</translation>
    </message>
    <message>
        <source>No date and time was seen.</source>
        <translation>Aucune date avec heure n'a été vue.</translation>
    </message>
    <message>
        <source>Written without time zone ({example}): read as UTC.</source>
        <translation>Écrit sans fuseau horaire ({example}) : lu comme UTC.</translation>
    </message>
    <message>
        <source>The newest is in the future ({example}): local time is called UTC.</source>
        <translation>La plus récente est dans le futur ({example}) : l'heure locale est notée UTC.</translation>
    </message>
    <message>
        <source>Written as {example}.</source>
        <translation>Écrit comme {example}.</translation>
    </message>
    <message>
        <source>More fields came: {names}</source>
        <translation>D'autres champs sont venus : {names}</translation>
    </message>
    <message>
        <source>They come unasked: {names}</source>
        <translation>Ils viennent sans qu'on les demande : {names}</translation>
    </message>
    <message>
        <source>The same fields came.</source>
        <translation>Les mêmes champs sont venus.</translation>
    </message>
    <message>
        <source>A parameter that does not exist was passed over.</source>
        <translation>Un paramètre inexistant a été ignoré.</translation>
    </message>
    <message>
        <source>{told} of {count} service requests show a description.</source>
        <translation>Demandes avec une description : {told} sur {count}.</translation>
    </message>
    <message>
        <source>Whether ours come back, the first real report tells.</source>
        <translation>Pour les nôtres, le premier vrai signalement le dira.</translation>
    </message>
    <message>
        <source>{shown} of {count} service requests show a photo.</source>
        <translation>Demandes avec une photo : {shown} sur {count}.</translation>
    </message>
    <message>
        <source>Everybody can read these fields: {names}. They are dropped here; tell whoever runs it.</source>
        <translation>Tout le monde peut lire ces champs : {names}. Ils sont écartés ici ; prévenir le gestionnaire.</translation>
    </message>
    <message>
        <source>No such field was in what came.</source>
        <translation>Aucun champ de ce genre dans ce qui est venu.</translation>
    </message>
    <message>
        <source>{older} of {count} are older than asked for, by less than a day: its clock is unclear.</source>
        <translation>Plus anciennes que voulu, de moins d'un jour : {older} sur {count}. Son horloge n'est pas claire.</translation>
    </message>
    <message>
        <source>{older} of {count} are older than what was asked for.</source>
        <translation>Plus anciennes que voulu : {older} sur {count}.</translation>
    </message>
    <message>
        <source>Nothing came, though there is something.</source>
        <translation>Rien n'est venu, alors qu'il y a quelque chose.</translation>
    </message>
    <message>
        <source>{count} came, none older than what was asked for.</source>
        <translation>Demandes reçues : {count}, aucune plus ancienne que voulu.</translation>
    </message>
    <message>
        <source>The back-end profile {file} cannot be used: {reason}.</source>
        <translation>Le profil de serveur {file} est inutilisable : {reason}.</translation>
    </message>
    <message>
        <source>Correct the file, or ask whoever made it.</source>
        <translation>Corriger le fichier, ou demander à son auteur.</translation>
    </message>
    <message>
        <source>it holds no profile</source>
        <translation>il ne contient pas de profil</translation>
    </message>
    <message>
        <source>names and descriptions must be texts by language</source>
        <translation>les noms et descriptions doivent être des textes par langue</translation>
    </message>
    <message>
        <source>the field {field} has a value that cannot be</source>
        <translation>le champ {field} a une valeur impossible</translation>
    </message>
    <message>
        <source>This back end cannot tell what has changed since a date.</source>
        <translation>Ce serveur ne peut pas dire ce qui a changé depuis une date.</translation>
    </message>
    <message>
        <source>This back end cannot search around a place.</source>
        <translation>Ce serveur ne peut pas chercher autour d'un lieu.</translation>
    </message>
    <message>
        <source>The description is longer than 4,000 characters.</source>
        <translation>La description dépasse 4 000 caractères.</translation>
    </message>
    <message>
        <source>The position is not on Earth.</source>
        <translation>La position n'est pas sur la Terre.</translation>
    </message>
    <message>
        <source>The report has no place: neither a position nor an address.</source>
        <translation>Le signalement n'a pas de lieu : ni position, ni adresse.</translation>
    </message>
    <message>
        <source>This back end takes one photo address only.</source>
        <translation>Ce serveur ne prend qu'une seule adresse de photo.</translation>
    </message>
    <message>
        <source>Send the report with one of them.</source>
        <translation>Envoyer le signalement avec une seule d'entre elles.</translation>
    </message>
    <message>
        <source>Erase personal data</source>
        <translation>Effacer des données personnelles</translation>
    </message>
    <message>
        <source>Erases a person (name, mail or telephone), or the free text and photos of all incidents on which nothing happened since a date and of which nothing waits to be sent. The store, its backups and its photos are searched byte by byte afterwards: REMAINING counts what was still found. Numbers, places, dates and the journal's hash chain stay. UPSTREAM lists the service requests whose text the back end has: it must be erased there too. This cannot be undone.</source>
        <translation>Efface une personne (nom, e-mail ou téléphone), ou bien les textes libres et les photos de tous les incidents où rien ne s'est passé depuis une date et dont rien n'attend d'être envoyé. La base locale, ses sauvegardes et ses photos sont ensuite fouillées octet par octet : REMAINING compte ce qui a encore été trouvé. Les numéros, les lieux, les dates et la chaîne d'empreintes du journal restent. UPSTREAM donne les demandes dont le serveur a le texte : il faut l'effacer là aussi. C'est sans retour.</translation>
    </message>
    <message>
        <source>Person: name, mail or telephone</source>
        <translation>Personne : nom, e-mail ou téléphone</translation>
    </message>
    <message>
        <source>Older than (date, ISO 8601)</source>
        <translation>Plus ancien que (date, ISO 8601)</translation>
    </message>
    <message>
        <source>Reason (stays in the log; without names)</source>
        <translation>Motif (reste dans le journal ; sans noms)</translation>
    </message>
    <message>
        <source>Texts, persons and photos erased</source>
        <translation>Textes, personnes et photos effacés</translation>
    </message>
    <message>
        <source>Files searched</source>
        <translation>Fichiers fouillés</translation>
    </message>
    <message>
        <source>Places where something was still found</source>
        <translation>Endroits où quelque chose a encore été trouvé</translation>
    </message>
    <message>
        <source>Service requests to erase at the back end</source>
        <translation>Demandes à effacer sur le serveur</translation>
    </message>
    <message>
        <source>{files} files, {size} bytes, searched for {words} pieces of text.</source>
        <translation>Fouille : fichiers {files}, octets {size}, morceaux de texte cherchés {words}.</translation>
    </message>
    <message>
        <source>{file} still holds {count} of them.</source>
        <translation>{file} en contient encore {count}.</translation>
    </message>
    <message>
        <source>OLDER_THAN is no ISO 8601 date: {text}</source>
        <translation>OLDER_THAN n'est pas une date ISO 8601 : {text}</translation>
    </message>
    <message>
        <source>Export incidents</source>
        <translation>Exporter les incidents</translation>
    </message>
    <message>
        <source>Writes the incidents of a store into a file: csv in the columns of GeoReport bulk, gpkg, geojson, or json with all that the store knows (base, local and server values, operations with their events, conflicts). Cells that a spreadsheet would take for a formula begin with an apostrophe. Descriptions, notes, names and the people who called are left out unless PERSONAL_DATA is on; then treat the file accordingly.</source>
        <translation>Écrit les incidents d'une base locale dans un fichier : csv aux colonnes de GeoReport bulk, gpkg, geojson, ou json avec tout ce que la base sait (valeurs de base, locales et du serveur, opérations avec leurs événements, conflits). Les cellules qu'un tableur prendrait pour une formule commencent par une apostrophe. Descriptions, notes, noms et personnes qui ont appelé sont omis sauf si PERSONAL_DATA est coché ; traiter alors le fichier en conséquence.</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>With personal data and free text</source>
        <translation>Avec données personnelles et textes libres</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Incidents exported</source>
        <translation>Incidents exportés</translation>
    </message>
    <message>
        <source>OUTPUT: a shapefile cuts field names after 10 letters. Choose .gpkg.</source>
        <translation>OUTPUT : un shapefile coupe les noms de champs après 10 lettres. Choisir .gpkg.</translation>
    </message>
    <message>
        <source>OUTPUT: {path} cannot be written: {reason}</source>
        <translation>OUTPUT : {path} ne peut pas être écrit : {reason}</translation>
    </message>
    <message>
        <source>FILTER cannot be read: {reason}</source>
        <translation>FILTER est illisible : {reason}</translation>
    </message>
    <message>
        <source>FILTER: there is no field {missing}. There are: {fields}</source>
        <translation>FILTER : il n'y a pas de champ {missing}. Il y a : {fields}</translation>
    </message>
    <message>
        <source>FILTER: {reason}</source>
        <translation>FILTER : {reason}</translation>
    </message>
    <message>
        <source>Test an Open311 back end</source>
        <translation>Tester un serveur Open311</translation>
    </message>
    <message>
        <source>Finds out what an Open311 GeoReport v2 back end offers, without creating anything: formats, categories, pages, dates, changes, updates, and which fields about persons everybody can read. ENDPOINT is the address of the back end or of its discovery document. OUTPUT holds each point with its value, what showed it and when, and the capabilities for a profile.</source>
        <translation>Trouve ce qu'offre un serveur Open311 GeoReport v2, sans rien y créer : formats, catégories, pages, dates, changements, mises à jour, et quels champs sur les personnes tout le monde peut lire. ENDPOINT est l'adresse du serveur ou de son document de découverte. OUTPUT contient chaque point avec sa valeur, ce qui l'a montré et quand, et les capacités pour un profil.</translation>
    </message>
    <message>
        <source>Address of the back end, or of its discovery</source>
        <translation>Adresse du serveur, ou de sa découverte</translation>
    </message>
    <message>
        <source>What it offers</source>
        <translation>Ce qu'il offre</translation>
    </message>
    <message>
        <source>Address that was found</source>
        <translation>Adresse trouvée</translation>
    </message>
    <message>
        <source>Points that only a real report can tell</source>
        <translation>Points que seul un vrai signalement peut dire</translation>
    </message>
    <message>
        <source>ENDPOINT is empty: give the address of a back end.</source>
        <translation>ENDPOINT est vide : donner l'adresse d'un serveur.</translation>
    </message>
    <message>
        <source>OUTPUT: the file {path} cannot be written: {reason}</source>
        <translation>OUTPUT : le fichier {path} ne peut pas être écrit : {reason}</translation>
    </message>
    <message>
        <source>STORE is an empty file: {path}</source>
        <translation>STORE est un fichier vide : {path}</translation>
    </message>
    <message>
        <source>Incidents received</source>
        <translation>Incidents reçus</translation>
    </message>
    <message>
        <source>Operations sent</source>
        <translation>Opérations envoyées</translation>
    </message>
    <message>
        <source>Operations seen at the back end</source>
        <translation>Opérations vues sur le serveur</translation>
    </message>
    <message>
        <source>Operations that may have arrived</source>
        <translation>Opérations peut-être arrivées</translation>
    </message>
    <message>
        <source>Operations refused</source>
        <translation>Opérations refusées</translation>
    </message>
    <message>
        <source>Conflicts to decide</source>
        <translation>Conflits à trancher</translation>
    </message>
    <message>
        <source>Operations that need a person</source>
        <translation>Opérations à vérifier par une personne</translation>
    </message>
    <message>
        <source>Operations still waiting</source>
        <translation>Opérations encore en attente</translation>
    </message>
    <message>
        <source>Triage incidents</source>
        <translation>Trier les incidents</translation>
    </message>
    <message>
        <source>Writes a table of decisions into the store; nothing is sent. Each row names an incident (ref or service_request_id) and any of state, reason, note, assignee, priority, duplicate_of, danger; an empty cell changes nothing. The guards of the screen hold here too: a step that is not allowed, or lacks its reason, is refused, counted and listed; the other rows are written.</source>
        <translation>Écrit une table de décisions dans la base locale ; rien n'est envoyé. Chaque ligne nomme un incident (ref ou service_request_id) et, au choix, state, reason, note, assignee, priority, duplicate_of, danger ; une cellule vide ne change rien. Les garde-fous de l'écran valent ici aussi : une étape non permise, ou sans son motif, est refusée, comptée et listée ; les autres lignes sont écrites.</translation>
    </message>
    <message>
        <source>Table of changes</source>
        <translation>Table des changements</translation>
    </message>
    <message>
        <source>Rows queued</source>
        <translation>Lignes mises en file</translation>
    </message>
    <message>
        <source>CHANGES cannot be read as a table.</source>
        <translation>CHANGES n'est pas lisible comme table.</translation>
    </message>
    <message>
        <source>CHANGES has neither a column ref nor a column service_request_id.</source>
        <translation>CHANGES n'a ni colonne ref ni colonne service_request_id.</translation>
    </message>
    <message>
        <source>CHANGES has none of the columns {names}.</source>
        <translation>CHANGES n'a aucune des colonnes {names}.</translation>
    </message>
    <message>
        <source>the row says nothing to be changed</source>
        <translation>la ligne ne dit rien à changer</translation>
    </message>
    <message>
        <source>the row names no incident</source>
        <translation>la ligne ne nomme aucun incident</translation>
    </message>
    <message>
        <source>number {number} stands for several incidents: give ref</source>
        <translation>le numéro {number} désigne plusieurs incidents : donner ref</translation>
    </message>
    <message>
        <source>there is no incident {ref}</source>
        <translation>il n'y a pas d'incident {ref}</translation>
    </message>
    <message>
        <source>bbox must be west,south,east,north in decimal degrees (WGS84).</source>
        <translation>bbox doit être ouest,sud,est,nord en degrés décimaux (WGS84).</translation>
    </message>
    <message>
        <source>radius must be a number of metres up to 100000.</source>
        <translation>radius doit être un nombre de mètres, 100000 au plus.</translation>
    </message>
    <message>
        <source>The report with the number {number} showed it.</source>
        <translation>Le signalement au numéro {number} l'a montré.</translation>
    </message>
    <message>
        <source>A report was taken with this answer.</source>
        <translation>Un signalement a été accepté avec cette réponse.</translation>
    </message>
    <message>
        <source>A report was refused: HTTP {status}.</source>
        <translation>Un signalement a été refusé : HTTP {status}.</translation>
    </message>
    <message>
        <source>An update of {number} was taken.</source>
        <translation>Une mise à jour de {number} a été acceptée.</translation>
    </message>
    <message>
        <source>The report with the number {number} came back without its reference.</source>
        <translation>Le signalement au numéro {number} est revenu sans sa référence.</translation>
    </message>
    <message>
        <source>The report with the number {number} was sent with a photo.</source>
        <translation>Le signalement au numéro {number} est parti avec une photo.</translation>
    </message>
    <message>
        <source>1 change has not been sent yet.</source>
        <translation>1 changement pas encore envoyé.</translation>
    </message>
    <message>
        <source>Nothing is lost: it is kept on this computer and can be sent next time, on the Sync page. Colleagues do not see it until then.</source>
        <translation>Rien n'est perdu : tout est gardé sur cet ordinateur et pourra être envoyé la prochaine fois, sur la page Synchro. Les collègues ne le voient pas avant.</translation>
    </message>
    <message>
        <source>Stay in QGIS</source>
        <translation>Rester dans QGIS</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>Remettre une sauvegarde…</translation>
    </message>
    <message>
        <source>Correct the report</source>
        <translation>Corriger le signalement</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Remettre une sauvegarde</translation>
    </message>
    <message>
        <source>The chosen backup takes the place of the store. The store as it is now is kept beside it with its journal. What was done after the backup is then in the kept file only. Close other QGIS windows that have this commune open.</source>
        <translation>La sauvegarde choisie prend la place de la base locale. La base actuelle est gardée à côté avec son journal. Ce qui a été fait après la sauvegarde n'est alors que dans ce fichier gardé. Fermer les autres QGIS où cette commune est ouverte.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Remettre</translation>
    </message>
    <message>
        <source>Backup of</source>
        <translation>Sauvegarde du</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Opérations</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Non envoyées</translation>
    </message>
    <message>
        <source>{date}: cannot be read</source>
        <translation>{date} : illisible</translation>
    </message>
    <message>
        <source>Backing up the store</source>
        <translation>Sauvegarde de la base locale</translation>
    </message>
    <message>
        <source>Looking at the backups</source>
        <translation>Lecture des sauvegardes</translation>
    </message>
    <message>
        <source>Restoring the backup</source>
        <translation>Remise de la sauvegarde</translation>
    </message>
    <message>
        <source>There is no backup yet: the first one is made when a commune is opened, then one each day.</source>
        <translation>Il n'y a pas encore de sauvegarde : la première se fait à l'ouverture d'une commune, puis une par jour.</translation>
    </message>
    <message>
        <source>The backup of {date} is in use.</source>
        <translation>La sauvegarde du {date} est en service.</translation>
    </message>
    <message>
        <source>The store as it was is kept as {file}.</source>
        <translation>L'ancienne base locale est gardée sous {file}.</translation>
    </message>
    <message>
        <source>{count} operations may have been sent since: they are looked for before they are sent.</source>
        <translation>Opérations peut-être parties depuis : {count} ; elles sont recherchées avant tout envoi.</translation>
    </message>
    <message>
        <source>{count} photos are missing.</source>
        <translation>Photos manquantes : {count}.</translation>
    </message>
    <message>
        <source>{count} erasures of personal data were done again.</source>
        <translation>Effacements de données personnelles refaits : {count}.</translation>
    </message>
    <message>
        <source>Replaced by its correction.</source>
        <translation>Remplacé par sa correction.</translation>
    </message>
    <message>
        <source>Another QGIS synchronises this store already ({user}, {host}, process {pid}).</source>
        <translation>Un autre QGIS synchronise déjà cette base locale ({user}, {host}, processus {pid}).</translation>
    </message>
    <message>
        <source>This waits on the computer from which the store was copied, too: send it from one of both only.</source>
        <translation>Ceci attend aussi sur l'ordinateur d'où la base locale a été copiée : ne l'envoyer que de l'un des deux.</translation>
    </message>
    <message>
        <source>This store was copied from another computer; its journal has a device name of its own from now on.</source>
        <translation>Cette base locale a été copiée d'un autre ordinateur ; son journal porte désormais son propre nom d'appareil.</translation>
    </message>
    <message>
        <source>{count} operations that waited there are kept back on the Sync page, so that nothing is sent twice.</source>
        <translation>Opérations qui y attendaient : {count}. Elles sont retenues à la page Synchro, pour que rien ne parte deux fois.</translation>
    </message>
    <message>
        <source>it gives several numbers for one report</source>
        <translation>plusieurs numéros pour un seul signalement</translation>
    </message>
    <message>
        <source>it is not the service request that was asked for</source>
        <translation>ce n'est pas la demande voulue</translation>
    </message>
    <message>
        <source>an update in it has several numbers</source>
        <translation>une mise à jour y porte plusieurs numéros</translation>
    </message>
    <message>
        <source>this is not offered at this address</source>
        <translation>non proposé à cette adresse</translation>
    </message>
    <message>
        <source>The back end does not offer this at this address (HTTP {status}).</source>
        <translation>Le serveur ne propose pas cela à cette adresse (HTTP {status}).</translation>
    </message>
    <message>
        <source>a service request in the list has no number, or none that can be read</source>
        <translation>une demande de la liste est sans numéro, ou son numéro est illisible</translation>
    </message>
    <message>
        <source>HTTP {status}: {words}</source>
        <translation>HTTP {status} : {words}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Not by this form: {answer}. {instead}</source>
        <translation>Pas par ce formulaire : {answer}. {instead}</translation>
    </message>
</context>
<context>
    <name>AddressesPage</name>
    <message>
        <source>Street, number, commune</source>
        <translation>Rue, numéro, commune</translation>
    </message>
    <message>
        <source>Search an address</source>
        <translation>Chercher une adresse</translation>
    </message>
    <message>
        <source>What address is here? Then click on the map</source>
        <translation>Quelle est l'adresse ici ? Cliquer ensuite sur la carte</translation>
    </message>
    <message>
        <source>What address is here?</source>
        <translation>Quelle adresse ici ?</translation>
    </message>
    <message>
        <source>Import a register…</source>
        <translation>Importer un registre…</translation>
    </message>
    <message>
        <source>Addresses found</source>
        <translation>Adresses trouvées</translation>
    </message>
    <message>
        <source>Report here</source>
        <translation>Signaler ici</translation>
    </message>
    <message>
        <source>Open a new report at this address</source>
        <translation>Commencer un signalement à cette adresse</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Show this address on the map</source>
        <translation>Montrer cette adresse sur la carte</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy the address as one line of text</source>
        <translation>Copier l'adresse en une ligne de texte</translation>
    </message>
    <message>
        <source>Replace the register by a newer BeSt file (openaddress-*.zip or .csv)</source>
        <translation>Remplacer le registre par un fichier BeSt plus récent (openaddress-*.zip ou .csv)</translation>
    </message>
</context>
<context>
    <name>BackEndForm</name>
    <message>
        <source>Back end and register</source>
        <translation>Serveur et registre</translation>
    </message>
    <message>
        <source>Where do reports go? All of it can be filled in later: reports are kept on this computer until then.</source>
        <translation>Où vont les signalements ? Tout peut être complété plus tard : d'ici là, les signalements restent sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Address of the Open311 back end</source>
        <translation>Adresse du serveur Open311</translation>
    </message>
    <message>
        <source>https://example.org/georeport/v2</source>
        <translation>https://example.org/georeport/v2</translation>
    </message>
    <message>
        <source>Jurisdiction (where the back end serves several communes)</source>
        <translation>Juridiction (si le serveur dessert plusieurs communes)</translation>
    </message>
    <message>
        <source>Key, from QGIS’s password store (optional)</source>
        <translation>Clé, du coffre de mots de passe de QGIS (facultatif)</translation>
    </message>
    <message>
        <source>Address register: openaddress-bewal.zip, or a register made before</source>
        <translation>Registre d'adresses : openaddress-bewal.zip, ou un registre déjà fait</translation>
    </message>
    <message>
        <source>Coordinate system of the map</source>
        <translation>Système de coordonnées de la carte</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
</context>
<context>
    <name>BasemapsPage</name>
    <message>
        <source>Search: orthophoto, cadastre, IGN…</source>
        <translation>Chercher : orthophoto, cadastre, IGN…</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Vérifier</translation>
    </message>
    <message>
        <source>Add to the map</source>
        <translation>Ajouter à la carte</translation>
    </message>
</context>
<context>
    <name>CommuneChooser</name>
    <message>
        <source>Which commune do you work for?</source>
        <translation>Pour quelle commune ?</translation>
    </message>
    <message>
        <source>Try the demo commune</source>
        <translation>Essayer la démonstration</translation>
    </message>
    <message>
        <source>Valombre is fictitious: addresses, map, incidents and a back end to practise with, all on this computer.</source>
        <translation>Valombre est fictive : adresses, carte, incidents et serveur pour s'exercer, le tout sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Your commune, in Wallonia</source>
        <translation>La commune, en Wallonie</translation>
    </message>
    <message>
        <source>Name or INS code</source>
        <translation>Nom ou code INS</translation>
    </message>
    <message>
        <source>No commune of this name. Try its first letters, or the INS code.</source>
        <translation>Aucune commune de ce nom. Essayer ses premières lettres ou le code INS.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
</context>
<context>
    <name>ConnectionPanel</name>
    <message>
        <source>Kind of back end, if you know it</source>
        <translation>Genre de serveur, s'il est connu</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Tester la connexion</translation>
    </message>
    <message>
        <source>Asks the back end what it offers. Nothing is created there.</source>
        <translation>Demande au serveur ce qu'il offre. Rien n'y est créé.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Set by hand…</source>
        <translation>Régler à la main…</translation>
    </message>
    <message>
        <source>Use what was found</source>
        <translation>Utiliser ce résultat</translation>
    </message>
</context>
<context>
    <name>Dock</name>
    <message>
        <source>Rue311</source>
        <translation>Rue311</translation>
    </message>
    <message>
        <source>Show the whole commune on the map</source>
        <translation>Montrer toute la commune sur la carte</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Opérateur</translation>
    </message>
    <message>
        <source>Who is working? Every report carries this name.</source>
        <translation>Qui travaille ? Chaque signalement porte ce nom.</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>Work offline: while this is pressed, nothing is sent or fetched.</source>
        <translation>Travailler hors ligne : tant que ce bouton est enfoncé, rien n'est envoyé ni récupéré.</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Commune, back end, training</source>
        <translation>Commune, serveur, exercice</translation>
    </message>
    <message>
        <source>EXERCICE</source>
        <translation>EXERCICE</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Démarrer</translation>
    </message>
    <message>
        <source>Working offline: nothing is sent or fetched. Your work is kept.</source>
        <translation>Hors ligne : rien n'est envoyé ni récupéré. Le travail est gardé.</translation>
    </message>
    <message>
        <source>Go online</source>
        <translation>Repasser en ligne</translation>
    </message>
    <message>
        <source>Opening the commune…</source>
        <translation>Ouverture de la commune…</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>Incidents</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adresses</translation>
    </message>
    <message>
        <source>Basemaps</source>
        <translation>Fonds</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Synchro</translation>
    </message>
</context>
<context>
    <name>IncidentDetail</name>
    <message>
        <source>← &amp;List</source>
        <translation>← &amp;Liste</translation>
    </message>
    <message>
        <source>Back to the list (Escape)</source>
        <translation>Retour à la liste (Échap)</translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation>&amp;Zoom</translation>
    </message>
    <message>
        <source>&amp;Copy reference</source>
        <translation>&amp;Copier la référence</translation>
    </message>
    <message>
        <source>DANGER, not made safe yet</source>
        <translation>DANGER, pas encore sécurisé</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Étape suivante</translation>
    </message>
    <message>
        <source>Assigned to</source>
        <translation>Attribué à</translation>
    </message>
    <message>
        <source>Assigned to (Enter keeps it)</source>
        <translation>Attribué à (Entrée pour garder)</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorité</translation>
    </message>
    <message>
        <source>Write a note…</source>
        <translation>Écrire une note…</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>&amp;Add note</source>
        <translation>&amp;Ajouter</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
</context>
<context>
    <name>IncidentForm</name>
    <message>
        <source>New incident</source>
        <translation>Nouvel incident</translation>
    </message>
    <message>
        <source>Is anybody in danger there? *</source>
        <translation>Quelqu'un est-il en danger ? *</translation>
    </message>
    <message>
        <source>&amp;Yes, danger</source>
        <translation>&amp;Oui, danger</translation>
    </message>
    <message>
        <source>&amp;No danger</source>
        <translation>&amp;Pas de danger</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>Street, number, or a landmark</source>
        <translation>Rue, numéro ou repère</translation>
    </message>
    <message>
        <source>&amp;Category *</source>
        <translation>&amp;Catégorie *</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>&amp;Description</translation>
    </message>
    <message>
        <source>What is to be seen, in a few words</source>
        <translation>Ce qu'on voit, en quelques mots</translation>
    </message>
    <message>
        <source>How the report came in</source>
        <translation>Comment le signalement est arrivé</translation>
    </message>
    <message>
        <source>The caller's language</source>
        <translation>Langue de la personne</translation>
    </message>
    <message>
        <source>&amp;Wants an answer</source>
        <translation>&amp;Réponse souhaitée</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Prénom</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Enregistrer</translation>
    </message>
    <message>
        <source>Save the report (Ctrl+Enter)</source>
        <translation>Enregistrer le signalement (Ctrl+Entrée)</translation>
    </message>
</context>
<context>
    <name>IncidentList</name>
    <message>
        <source>&amp;Report on the map</source>
        <translation>&amp;Signaler sur la carte</translation>
    </message>
    <message>
        <source>&amp;Here (GPS)</source>
        <translation>&amp;Ici (GPS)</translation>
    </message>
    <message>
        <source>Click the place on the map. Escape gives up.</source>
        <translation>Cliquer à l'endroit voulu sur la carte. Échap pour renoncer.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Search number, address, category, text…</source>
        <translation>Chercher numéro, adresse, catégorie, texte…</translation>
    </message>
    <message>
        <source>Search incidents</source>
        <translation>Chercher des incidents</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>Incidents</translation>
    </message>
    <message>
        <source>Show all incidents</source>
        <translation>Montrer tous les incidents</translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation>&amp;Zoom</translation>
    </message>
    <message>
        <source>Show the chosen incidents on the map (double-click in the list)</source>
        <translation>Montrer les incidents choisis sur la carte (double-clic dans la liste)</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Ouvrir</translation>
    </message>
    <message>
        <source>Show everything about the incident (Enter)</source>
        <translation>Tout montrer de l'incident (Entrée)</translation>
    </message>
    <message>
        <source>&amp;Decide…</source>
        <translation>&amp;Trancher…</translation>
    </message>
    <message>
        <source>Both sides changed this incident: choose which value counts</source>
        <translation>Incident changé des deux côtés : choisir la valeur qui compte</translation>
    </message>
</context>
<context>
    <name>OperatorPage</name>
    <message>
        <source>Who is working?</source>
        <translation>Qui travaille ?</translation>
    </message>
    <message>
        <source>The name stands on every report and every change, so that colleagues know whom to ask. It is not sent with a report.</source>
        <translation>Le nom figure sur chaque signalement et chaque changement, pour que les collègues sachent à qui demander. Il n'est pas envoyé avec un signalement.</translation>
    </message>
    <message>
        <source>New operator</source>
        <translation>Nouvel opérateur</translation>
    </message>
    <message>
        <source>First name and name</source>
        <translation>Prénom et nom</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Start work</source>
        <translation>Commencer</translation>
    </message>
</context>
<context>
    <name>SyncDecision</name>
    <message>
        <source>← Back</source>
        <translation>← Retour</translation>
    </message>
    <message>
        <source>Back to the outbox; nothing is decided (Esc)</source>
        <translation>Retour à la boîte d'envoi ; rien n'est décidé (Échap)</translation>
    </message>
    <message>
        <source>It arrived</source>
        <translation>Il est arrivé</translation>
    </message>
    <message>
        <source>Its number at the back end</source>
        <translation>Son numéro sur le serveur</translation>
    </message>
    <message>
        <source>Look it up</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>Fetch this number from the back end and compare</source>
        <translation>Lire ce numéro sur le serveur et comparer</translation>
    </message>
    <message>
        <source>Show both on the map</source>
        <translation>Montrer les deux sur la carte</translation>
    </message>
    <message>
        <source>It did not arrive</source>
        <translation>Il n'est pas arrivé</translation>
    </message>
    <message>
        <source>I looked at the back end: it is not there</source>
        <translation>J'ai regardé sur le serveur : il n'y est pas</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Renvoyer</translation>
    </message>
    <message>
        <source>Neither</source>
        <translation>Ni l'un ni l'autre</translation>
    </message>
    <message>
        <source>Keep on our side</source>
        <translation>Garder de notre côté</translation>
    </message>
    <message>
        <source>It is not sent any more and stays in the list and in the history</source>
        <translation>Plus envoyé, il reste dans la liste et dans l'historique</translation>
    </message>
    <message>
        <source>Which one counts?</source>
        <translation>Lequel compte ?</translation>
    </message>
    <message>
        <source>Mark the other one as a duplicate</source>
        <translation>Marquer l'autre comme doublon</translation>
    </message>
    <message>
        <source>This one counts</source>
        <translation>Celui-ci compte</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Start</source>
        <translation>Démarrer</translation>
    </message>
    <message>
        <source>Start the training back end on this computer</source>
        <translation>Démarrer le serveur d'exercice sur cet ordinateur</translation>
    </message>
    <message>
        <source>Work offline</source>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>No request leaves this computer while this is on</source>
        <translation>Tant que la case est cochée, aucune requête ne quitte cet ordinateur</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Synchroniser</translation>
    </message>
    <message>
        <source>Send what is waiting and fetch what is new</source>
        <translation>Envoyer ce qui attend et récupérer les nouveautés</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Stop here: what has left is kept, the rest stays in the outbox</source>
        <translation>Arrêter ici : ce qui est parti est gardé, le reste attend dans la boîte d'envoi</translation>
    </message>
    <message>
        <source>Which operations are shown</source>
        <translation>Opérations affichées</translation>
    </message>
    <message>
        <source>Operations in the outbox</source>
        <translation>Opérations de la boîte d'envoi</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Renvoyer</translation>
    </message>
    <message>
        <source>Start a sync that sends this operation again</source>
        <translation>Lancer une synchronisation qui renvoie cette opération</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Take this operation back; it stays in the history</source>
        <translation>Retirer cette opération ; elle reste dans l'historique</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Montrer</translation>
    </message>
    <message>
        <source>Open the incident on its page</source>
        <translation>Ouvrir l'incident sur sa page</translation>
    </message>
    <message>
        <source>Automatic sync, log</source>
        <translation>Synchro automatique, journal</translation>
    </message>
    <message>
        <source>Both sides changed the same field: choose which value counts</source>
        <translation>Même champ changé des deux côtés : choisir la valeur qui compte</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Décider…</translation>
    </message>
    <message>
        <source>Look at both sides and say what happened</source>
        <translation>Regarder les deux côtés et dire ce qui s'est passé</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>Corriger…</translation>
    </message>
    <message>
        <source>Open the report in its form, change it and save it: it keeps its reference</source>
        <translation>Ouvrir le signalement dans son formulaire, le corriger et l'enregistrer : il garde sa référence</translation>
    </message>
</context>
</TS>
